"""What must hold after any run of commands whatever, beside a simple model of who may sign in."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tansiq.centre.credentials import (
    BeginTotp,
    ChangePassword,
    ConfirmTotp,
    NewLink,
    Rehash,
    RemoveTotp,
    SetPassword,
)
from tansiq.centre.deliveries import (
    ChangeEndpoint,
    MakeEndpoint,
    NoteProgress,
    RemoveEndpoint,
    ResumeEndpoint,
    Said,
    StopEndpoint,
)
from tansiq.centre.endpoints import CONTACTS, Cursor, EndpointKind, Failure, Progress, Wish
from tansiq.centre.entities import Identity, Means, Outcome, PersonState, login_key
from tansiq.centre.machine import EVENT_KINDS, AnyCommand, Event, blueprint
from tansiq.centre.people import ChangePerson, Invite, OpenCentre, Profile
from tansiq.centre.programs import MakeProgram, RenewSecret, WithdrawProgram
from tansiq.centre.refusals import CODES, Refusal
from tansiq.centre.roles import Role
from tansiq.centre.rules import HOUR_US, MINUTE_US, Rules
from tansiq.centre.sessions import EndExpired, EndSession, EndSessions, Renew
from tansiq.centre.sign_ins import NoteRefused, Place, SignInByIdentity, SignInByPassword
from tansiq.centre.state import Centre, can_sign_in
from tansiq.centre.witnessing import AddCheckpoint, BelieveKeys, Contest, WatchLog, memory_of
from tansiq.evidence.checkpoints import Checkpoint
from tansiq.evidence.key_statements import stated
from tansiq.evidence.notes import PrivateKey, signed
from tansiq.evidence.tree import Stored, consistency_proof, leaf_hash, node_hash, root_hash
from tansiq.evidence.witness import NotTaken
from tests.thorough import tries

RULES = Rules(max_people=6, max_programs=3, max_sessions=2, kept_sign_ins=2, max_endpoints=3, give_up_us=HOUR_US)
CENTRE = blueprint(RULES)
LOG, OTHER_LOG = "office.example/log", "elsewhere.example/log"
KEYS = (PrivateKey.of(LOG, bytes(32)), PrivateKey.of(LOG, bytes([1]) * 32))
PEOPLE = [f"p{i}" for i in range(7)]
LOGINS = ["amal", "AMAL", "Ａmal", "boutros", "chen", "dora", "eli", "fay", "", "has space"]
people = st.just("p0") | st.sampled_from(PEOPLE)
logins = st.sampled_from(LOGINS)
endpoints = st.sampled_from(["e0", "e1", "e2", "e3", CONTACTS])
roles = st.frozensets(st.sampled_from(list(Role)), max_size=2)
digests = st.sampled_from([f"digest{i}" for i in range(6)])
hashes = st.sampled_from(["", "hash1", "hash2"])
profiles = st.builds(Profile, login=logins, name=st.just("Name"), roles=roles)
identities = st.builds(Identity, st.just("https://id"), st.sampled_from(["s1", "s2", "s3"]))


def same_leaves(leaf: bytes) -> Stored:
    """The stored hashes of a log in which every leaf is this one."""

    def stored(level: int, index: int) -> bytes:
        return leaf_hash(leaf) if level == 0 else node_hash(*[stored(level - 1, index)] * 2)

    return stored


def bytes_of(state: Centre) -> bytes:
    return b"".join(CENTRE.dump(state))


class AnyRun(RuleBasedStateMachine):
    """Random commands against a centre, with the clock moving on."""

    def __init__(self) -> None:
        super().__init__()
        self.machine = CENTRE.begin()
        self.now_us = 1_700_000_000_000_000
        self.serial = itertools.count()
        self.bodies: list[bytes] = []
        self.model_hash: dict[str, str] = {}
        """The password that each person has, as the commands alone say."""
        self.used_steps: set[tuple[str, str, int]] = set()
        self.administrable = False
        self.carry_out(OpenCentre("relief"))
        self.carry_out(Invite("", "p0", Profile("amal", "Amal", frozenset({Role.ADMINISTRATOR})), "first"))
        self.a_password_is_set("first", "hash1")

    def carry_out(self, command: AnyCommand) -> object:
        """Decides, checks that what is undone is as before, and applies. Refusals are returned."""
        state = self.machine.state
        before = bytes_of(state)
        events: Sequence[Event] = ()
        reply: object
        try:
            events, reply = self.machine.decide(command, self.now_us)
        except (Refusal, NotTaken) as refusal:
            reply = refusal
        assert bytes_of(state) == before, "decide changed the state"
        undo: list[Sequence[Event]] = []
        for event in events:
            self.bodies.append(self.machine.draft(event, self.now_us)[2])
            undo.append(self.machine.invert(event))
            self.machine.evolve(event)
        after = bytes_of(state)
        for inverse in reversed(undo):
            for event in inverse:
                self.machine.evolve(event)
        assert bytes_of(state) == before, "undone is not as before"
        for event in events:
            self.machine.evolve(event)
        assert bytes_of(state) == after
        if isinstance(reply, Refusal):
            assert reply.code in CODES
            assert reply.message
        return reply

    def place(self) -> Place:
        number = next(self.serial)
        return Place(f"session{number}", f"token{number}", "192.0.2.1", "a browser")

    @rule(minutes=st.integers(0, 200))
    def time_passes(self, minutes: int) -> None:
        self.now_us += minutes * MINUTE_US

    @rule(keys=st.sampled_from([(KEYS[0],), KEYS, (KEYS[1],)]))
    def a_log_states_its_keys(self, keys: tuple[PrivateKey, ...]) -> None:
        self.carry_out(BelieveKeys(stated(LOG, keys).written()))

    @rule(log=st.sampled_from([LOG, OTHER_LOG]), seeds=st.sampled_from([(0,), (0, 1), (1,)]))
    def an_operator_names_the_keys_of_a_log(self, log: str, seeds: tuple[int, ...]) -> None:
        before = self.machine.state.watched.get(log)
        keys = tuple(PrivateKey.of(log, bytes([seed]) * 32).public.written() for seed in seeds)
        reply = self.carry_out(WatchLog(keys))
        if isinstance(reply, Refusal):
            assert before is not None
            assert not before.named or set(keys) & set(before.retired), "only a log that states its keys is refused"
        else:
            now = self.machine.state.watched[log]
            assert set(now.keys) == set(keys)
            assert not set(now.retired) & set(now.keys)

    @rule(key=st.sampled_from(KEYS), size=st.integers(0, 4), lies=st.booleans(), old=st.none() | st.integers(0, 4))
    def a_log_shows_a_checkpoint(self, key: PrivateKey, size: int, lies: bool, old: int | None) -> None:
        """Of leaves that are all alike, or, from a liar, of others; what is cosigned never grows shorter."""
        watched = self.machine.state.watched.get(LOG)
        memory = memory_of(watched)
        known = memory.checkpoint.size if memory is not None else 0
        since = known if old is None else old
        stored = same_leaves(b"lie" if lies and size else b"true")
        note = signed(Checkpoint(LOG, size, root_hash(size, stored)).text(), (key,))
        proof = consistency_proof(min(since, size), size, stored)
        said = self.carry_out(AddCheckpoint(since, proof, note.written()))
        if isinstance(said, NotTaken) and said.contradiction is not None:
            assert self.carry_out(Contest(said.contradiction, "")) in (True, False)
        if isinstance(said, NotTaken):
            assert self.machine.state.watched.get(LOG, watched) is watched or said.contradiction is not None
        else:
            now = memory_of(self.machine.state.watched[LOG])
            assert now is not None
            assert now.checkpoint.size == size >= known

    @rule(person=people, profile=profiles, digest=digests)
    def somebody_is_invited(self, person: str, profile: Profile, digest: str) -> None:
        state = self.machine.state
        if person in state.people or digest in state.by_link:
            return  # identifiers and secrets are drawn at random: none comes twice
        taken = login_key(profile.login) in state.by_login
        made = self.carry_out(Invite("", person, profile, digest))
        if isinstance(made, Refusal):
            assert taken or made.code != "login-taken"
        else:
            assert not taken
            assert profile.roles

    @rule(person=people, profile=profiles, to=st.sampled_from(list(PersonState)), stale=st.integers(0, 3))
    def somebody_is_changed(self, person: str, profile: Profile, to: PersonState, stale: int) -> None:
        state = self.machine.state
        old = state.people.get(person)
        is_stale = stale == 3
        if old is not None and not profile.login:
            profile = replace(profile, login=old.login)
        version = old.version - is_stale if old else 1
        made = self.carry_out(ChangePerson("boss", person, version, profile, to))
        if isinstance(made, Refusal):
            return
        assert not is_stale
        if to is not PersonState.ACTIVE:
            assert not state.sessions_of.get(person)
        if to is PersonState.LEFT:
            self.model_hash.pop(person, None)

    @rule(person=people, digest=digests)
    def a_new_link_is_given(self, person: str, digest: str) -> None:
        if digest not in self.machine.state.by_link:
            self.carry_out(NewLink("boss", person, digest))

    @rule(digest=digests, password_hash=st.sampled_from(["hash1", "hash2"]))
    def a_password_is_set(self, digest: str, password_hash: str) -> None:
        owner = self.machine.state.by_link.get(digest)
        reply = self.carry_out(SetPassword(digest, password_hash))
        if not isinstance(reply, Refusal):
            assert reply == owner
            assert digest not in self.machine.state.by_link, "a link can be used twice"
            assert not self.machine.state.sessions_of.get(str(reply))
            self.model_hash[str(reply)] = password_hash

    @rule(person=people, old=hashes, new=st.sampled_from(["hash1", "hash2"]), again=st.booleans())
    def a_password_is_changed(self, person: str, old: str, new: str, again: bool) -> None:
        command = Rehash(person, old, new) if again else ChangePassword(person, "session1", old, new)
        had = self.model_hash.get(person, "")
        if not old:
            return  # nobody compares with nothing
        reply = self.carry_out(command)
        if not isinstance(reply, Refusal) and had == old:
            self.model_hash[person] = new
        elif not again:
            assert isinstance(reply, Refusal)

    @rule(person=people, sealed=st.sampled_from(["a", "b"]), step=st.integers(1, 4), remove=st.booleans())
    def codes_are_set_up(self, person: str, sealed: str, step: int, remove: bool) -> None:
        if remove:
            self.carry_out(RemoveTotp("boss", person))
            return
        self.carry_out(BeginTotp(person, f"{sealed}{next(self.serial)}"))
        credentials = self.machine.state.credentials.get(person)
        if credentials is not None and credentials.pending_totp:
            reply = self.carry_out(ConfirmTotp(person, "", credentials.pending_totp, step, ("r1", "r2")))
            if not isinstance(reply, Refusal):
                self.used_steps.add((person, credentials.pending_totp, step))

    @rule(
        person=people,
        password_hash=st.just("right") | st.just("right") | hashes,
        step=st.none() | st.integers(1, 4),
        recovery=st.sampled_from(["", "r1"]),
    )
    def somebody_signs_in(self, person: str, password_hash: str, step: int | None, recovery: str) -> None:
        state = self.machine.state
        if password_hash == "right":
            password_hash = self.model_hash.get(person, "")
        before = state.credentials.get(person)
        active = person in state.people and state.people[person].state is PersonState.ACTIVE
        reply = self.carry_out(SignInByPassword(person, self.place(), password_hash, step, recovery))
        if isinstance(reply, Refusal):
            return
        assert active
        assert password_hash
        assert password_hash == self.model_hash.get(person)
        assert before is not None
        if before.totp is not None:
            if step is not None:
                used = (person, before.totp.sealed, step)
                assert used not in self.used_steps, "a code was taken twice"
                assert step > before.totp.last_step
                self.used_steps.add(used)
            else:
                assert recovery in before.recovery
                assert recovery not in state.credentials[person].recovery

    @rule(identity=identities, login=logins, make=st.booleans(), person=people)
    def somebody_comes_from_an_identity_provider(self, identity: Identity, login: str, make: bool, person: str) -> None:
        state = self.machine.state
        if person in state.people:
            return
        bound = state.by_identity.get((identity.issuer, identity.subject))
        new = Profile(login, "Name", frozenset({Role.OBSERVER})) if make else None
        reply = self.carry_out(SignInByIdentity(self.place(), identity, login, person, new))
        if not isinstance(reply, Refusal):
            who = state.by_identity[identity.issuer, identity.subject]
            assert bound in (None, who)

    @rule(person=people, way=st.sampled_from(["renew", "end", "end-other", "all", "expired"]))
    def sessions_go_on_or_end(self, person: str, way: str) -> None:
        state = self.machine.state
        some = next(iter(sorted(state.sessions_of.get(person, ()))), "none")
        match way:
            case "renew":
                self.carry_out(Renew(some))
            case "end":
                self.carry_out(EndSession(person, some, person))
            case "end-other":
                assert isinstance(self.carry_out(EndSession("x", some, "somebody else")), Refusal)
            case "all":
                self.carry_out(EndSessions(person, person, some))
                assert len(state.sessions_of.get(person, ())) <= 1
            case "expired":
                self.carry_out(EndExpired())
                assert all(state.alive(session, self.now_us) for session in state.sessions.values())

    @rule(
        person=st.sampled_from(["", "p0", "p1"]), outcome=st.sampled_from([o for o in Outcome if o is not Outcome.DONE])
    )
    def a_refusal_is_noted(self, person: str, outcome: Outcome) -> None:
        self.carry_out(NoteRefused(person, "192.0.2.7", (Means.PASSWORD,), outcome))

    @rule(name=st.sampled_from(["a", "b", "c", "d", "Not:A Name"]), way=st.sampled_from(["make", "renew", "withdraw"]))
    def programs_change(self, name: str, way: str) -> None:
        allowed = frozenset({"tansiq.read", "tansiq.speak"})
        command: AnyCommand
        if way == "make":
            command = MakeProgram("boss", name, frozenset({"tansiq.read"}), allowed, f"s{next(self.serial)}")
        else:
            command = RenewSecret("boss", name, "s") if way == "renew" else WithdrawProgram("boss", name)
        self.carry_out(command)

    @rule(
        endpoint=endpoints,
        kind=st.sampled_from(list(EndpointKind)),
        to=st.sampled_from(["", "https://a", "a@b", "A@B", "c@d"]),
        person=st.sampled_from(["", "", "p0", "p1"]),
        way=st.sampled_from(["make", "make", "change", "stop", "resume", "skip", "remove"]),
    )
    def endpoints_change(self, endpoint: str, kind: EndpointKind, to: str, person: str, way: str) -> None:
        state = self.machine.state
        old = state.endpoints.get(endpoint)
        said = Said("Name", to, Wish(), "ar", person)
        command: AnyCommand
        match way:
            case "make":
                command = MakeEndpoint("boss", endpoint, kind, said, 3, "sealed")
            case "change":
                command = ChangeEndpoint("boss", endpoint, old.version if old else 1, said)
            case "stop":
                command = StopEndpoint("boss", endpoint, "because")
            case "remove":
                command = RemoveEndpoint("boss", endpoint)
            case _:
                command = ResumeEndpoint("boss", endpoint, 7 if way == "skip" else None)
        self.carry_out(command)
        now = state.endpoints.get(endpoint)
        if old is not None and now is not None:
            assert now.cursor >= old.cursor
            assert (now.kind, now.sealed, now.made_us) == (old.kind, old.sealed, old.made_us)
        if endpoint == CONTACTS and old is not None:
            assert now is not None, "nobody is told of escalations any more"

    @rule(
        endpoint=endpoints,
        reached=st.integers(0, 20),
        ahead=st.integers(0, 5),
        failed_min=st.none() | st.integers(0, 90),
        anew=st.sampled_from([False, False, True]),
    )
    def deliveries_are_noted(self, endpoint: str, reached: int, ahead: int, failed_min: int | None, anew: bool) -> None:
        state = self.machine.state
        old = state.endpoints.get(endpoint)
        cursor = Cursor(reached, reached + ahead)
        failure = None
        if failed_min is not None:
            failure = Failure(self.now_us - failed_min * MINUTE_US, "it answered 500", 3, self.now_us)
        self.carry_out(NoteProgress((Progress(endpoint, cursor, failure, anew), Progress("removed", cursor))))
        now = state.endpoints.get(endpoint)
        if old is None:
            assert now is None
            return
        assert now is not None
        if anew:
            assert now.cursor == cursor
        else:
            assert now.cursor == old.cursor.furthest(cursor)
        given_up = failed_min is not None and failed_min >= 60
        assert (now.stop is not None) == (old.stop is not None or given_up)
        if now.stop is None:
            assert now.failure == failure

    @invariant()
    def nothing_is_delivered_twice_to_one_target(self) -> None:
        there = self.machine.state.endpoints
        assert len(there) <= RULES.max_endpoints + (CONTACTS in there)
        mails = [e.target.lower() for e in there.values() if e.kind is EndpointKind.EMAIL]
        assert len(mails) == len(set(mails))

    @invariant()
    def once_it_can_be_administered_it_always_can(self) -> None:
        state = self.machine.state
        self.administrable = self.administrable or bool(state.administrators())
        assert bool(state.administrators()) == self.administrable

    @invariant()
    def only_who_is_active_has_sessions_and_nobody_too_many(self) -> None:
        state = self.machine.state
        for person, theirs in state.sessions_of.items():
            assert state.people[person].state is PersonState.ACTIVE
            assert 1 <= len(theirs) <= RULES.max_sessions

    @invariant()
    def the_record_of_sign_ins_is_bounded(self) -> None:
        for (person, _), numbers in self.machine.state.sign_ins_of.items():
            assert len(numbers) <= RULES.kept_sign_ins * (1 if person else 8)
            assert numbers == sorted(numbers)

    @invariant()
    def each_login_is_somebodys_and_only_once(self) -> None:
        state = self.machine.state
        assert {login_key(p.login): p.id for p in state.people.values()} == state.by_login
        assert len(state.by_login) == len(state.people)
        assert set(state.credentials) == set(state.people)
        for person, password_hash in self.model_hash.items():
            assert state.credentials[person].password_hash == password_hash
            assert can_sign_in(state.credentials[person])

    def teardown(self) -> None:
        replayed = CENTRE.begin()
        for body in self.bodies:
            replayed.replay(body)
        assert bytes_of(replayed.state) == bytes_of(self.machine.state)
        loaded = Centre(RULES)
        CENTRE.load(loaded, CENTRE.dump(replayed.state))
        assert bytes_of(loaded) == bytes_of(replayed.state)
        for index in ("by_login", "by_link", "by_identity", "by_token", "sessions_of", "sign_ins_of"):
            assert getattr(loaded, index) == getattr(self.machine.state, index), index


AnyRun.TestCase.settings = settings(
    max_examples=tries(250),
    stateful_step_count=40,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
TestAnyRun = AnyRun.TestCase


def test_each_event_kind_names_itself_in_its_body() -> None:
    for kind, event in EVENT_KINDS.items():
        assert event.__struct_config__.tag == kind
        assert event.__struct_config__.tag_field == "kind"


def test_a_session_ends_an_hour_after_it_was_last_seen_and_twelve_after_it_began() -> None:
    machine = blueprint().begin()
    now = 0
    for command in (
        OpenCentre("relief"),
        Invite("", "p", Profile("amal", "Amal", frozenset({Role.OBSERVER})), "link"),
        SetPassword("link", "hash"),
        SignInByPassword("p", Place("s", "token", "", ""), "hash"),
    ):
        events, _ = machine.decide(command, now)
        for event in events:
            machine.evolve(event)
    state = machine.state
    while state.alive(state.sessions["s"], now):
        now += 59 * MINUTE_US
        events, _ = machine.decide(Renew("s"), now)
        for event in events:
            machine.evolve(event)
    assert now - 59 * MINUTE_US < 12 * HOUR_US <= now
    assert not state.alive(state.sessions["s"], state.sessions["s"].seen_us + HOUR_US)
    assert state.alive(state.sessions["s"], state.sessions["s"].seen_us + 10 * MINUTE_US)
