"""The ordered record: entries, the sequencer that appends them, the stores that keep them, snapshots of what they give.

Nothing here knows what an entry means.

The safety argument, on a page:

1. One sequencer decides one command at a time, in the order of arrival, against one state.
2. What a batch of commands gives is appended in one transaction and made durable by one fsync (`synchronous=FULL`)
   before anybody is answered, and before any reader is answered from a state that contains it (`Sequencer.read`).
3. If the append fails, the batch is undone in memory and every sender in it is told that nothing happened. Memory
   equals disk again, readers are answered from it, and the next batch may try. If it cannot be known whether the
   append stands (a sync failed, and the log cannot be cut), the office stops and says that: a restart tells.
4. Each header carries a salted digest of its body and a hash over its predecessor and itself. A changed, missing or
   swapped entry breaks the chain at its sequence number. That is checked for every entry when a journal is opened.
5. What the chain alone cannot see is a journal cut short at its end. After each durable append the store notes the
   acknowledged head in a small file beside the journal (`.mark`). A journal that ends before its mark has lost
   acknowledged entries and is refused; one that ends at or after it has lost nothing that was promised. After a
   loss of power the mark itself may lag behind, so frames of SQLite's write-ahead log are also inspected: a broken
   frame followed by a later transaction was acknowledged once, and is refused; a broken tail never was, and is cut.
6. One process at a time holds a journal, by a lock that the kernel gives back when the process dies.

Trusted: the disk's fsync, and whoever may write all files of the journal: they can write another history (a later
room, evidence, takes that trust away with witnesses). Not trusted: that files are whole.
"""
