// Judges what Tansiq makes, with code that is not Tansiq's: golang.org/x/mod/sumdb/note and .../tlog. Reads cases as JSON,
// one a line, and answers each with a line of JSON: what it found, or why it refuses.
package main

import (
	"bufio"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Case is one question. Hashes are base64.
type Case struct {
	Ask     string
	Note    []byte
	Keys    []string
	Proof   []tlog.Hash
	Size    int64
	Root    tlog.Hash
	Index   int64
	Hash    tlog.Hash
	Old     int64
	OldRoot tlog.Hash
	Folder  string
	Indexes []int64
}

// Answer has Refused, or what was asked for.
type Answer struct {
	Refused string        `json:",omitempty"`
	Signers []string      `json:",omitempty"`
	Text    string        `json:",omitempty"`
	Hash    *tlog.Hash    `json:",omitempty"`
	Hashes  []tlog.Hash   `json:",omitempty"`
	Proofs  [][]tlog.Hash `json:",omitempty"`
}

func main() {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := json.NewEncoder(os.Stdout)
	decoder := json.NewDecoder(in)
	for decoder.More() {
		var asked Case
		if err := decoder.Decode(&asked); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		answer, err := judge(asked)
		if err != nil {
			answer = Answer{Refused: err.Error()}
		}
		if err := out.Encode(answer); err != nil {
			os.Exit(1)
		}
	}
}

func judge(asked Case) (Answer, error) {
	switch asked.Ask {
	case "note":
		return openNote(asked)
	case "record":
		return Answer{}, tlog.CheckRecord(asked.Proof, asked.Size, asked.Root, asked.Index, asked.Hash)
	case "tree":
		return Answer{}, tlog.CheckTree(asked.Proof, asked.Size, asked.Root, asked.Old, asked.OldRoot)
	case "tiles":
		return readTiles(asked)
	}
	return Answer{}, fmt.Errorf("no such question: %q", asked.Ask)
}

func openNote(asked Case) (Answer, error) {
	var known []note.Verifier
	for _, key := range asked.Keys {
		verifier, err := note.NewVerifier(key)
		if err != nil {
			verifier, err = newWitness(key)
		}
		if err != nil {
			return Answer{}, err
		}
		known = append(known, verifier)
	}
	opened, err := note.Open(asked.Note, note.VerifierList(known...))
	if err != nil {
		return Answer{}, err
	}
	answer := Answer{Text: opened.Text}
	for _, signature := range opened.Sigs {
		answer.Signers = append(answer.Signers, fmt.Sprintf("%s+%08x", signature.Name, signature.Hash))
	}
	return answer, nil
}

// readTiles reads hashes of leaves through tiles that Go itself compares with the root, and makes its own proofs from
// them.
func readTiles(asked Case) (Answer, error) {
	reader := tlog.TileHashReader(tlog.Tree{N: asked.Size, Hash: asked.Root}, folder(asked.Folder))
	root, err := tlog.TreeHash(asked.Size, reader)
	if err != nil {
		return Answer{}, err
	}
	answer := Answer{Hash: &root}
	for _, index := range asked.Indexes {
		hashes, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, index)})
		if err != nil {
			return Answer{}, err
		}
		record, err := tlog.ProveRecord(asked.Size, index, reader)
		if err != nil {
			return Answer{}, err
		}
		// Where several subtrees of the root lie in one tile, Go's reader (x/mod 0.7.0) leaves as many of the tiles
		// that come next uncompared. What it has read is therefore proven once more.
		if err := tlog.CheckRecord(record, asked.Size, asked.Root, index, hashes[0]); err != nil {
			return Answer{}, err
		}
		tree, err := tlog.ProveTree(asked.Size, index+1, reader)
		if err != nil {
			return Answer{}, err
		}
		answer.Hashes = append(answer.Hashes, hashes[0])
		answer.Proofs = append(answer.Proofs, record, tree)
	}
	return answer, nil
}

// folder is a C2SP tlog-tiles log on the disk. Go's own paths say the height, too: tile/8/L/NNN.
type folder string

func (folder) Height() int { return 8 }

func (folder) SaveTiles([]tlog.Tile, [][]byte) {}

func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var read [][]byte
	for _, tile := range tiles {
		path := "tile/" + strings.TrimPrefix(tile.Path(), "tile/8/")
		data, err := os.ReadFile(filepath.Join(string(f), path))
		if err != nil {
			return nil, err
		}
		read = append(read, data)
	}
	return read, nil
}

// witness checks cosignatures (C2SP tlog-cosignature), which Go's package leaves to others.
type witness struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func newWitness(vkey string) (note.Verifier, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return nil, fmt.Errorf("malformed key")
	}
	hash, err := strconv.ParseUint(parts[1], 16, 32)
	if err != nil {
		return nil, err
	}
	key, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(key) != 33 || key[0] != 4 {
		return nil, fmt.Errorf("malformed key")
	}
	return witness{parts[0], uint32(hash), key[1:]}, nil
}

func (w witness) Name() string { return w.name }

func (w witness) KeyHash() uint32 { return w.hash }

func (w witness) Verify(text, signature []byte) bool {
	if len(signature) != 8+ed25519.SignatureSize {
		return false
	}
	signed := fmt.Sprintf("cosignature/v1\ntime %d\n%s", binary.BigEndian.Uint64(signature), text)
	return ed25519.Verify(w.key, []byte(signed), signature[8:])
}
