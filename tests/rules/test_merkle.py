"""Merkle trees against their definition in RFC 9162, against known hashes, and against another implementation."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.merkle import (
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root,
    verify_consistency,
    verify_inclusion,
)
from tests.rules.strategies import law

entries = st.lists(st.binary(max_size=40), max_size=70)
some_entries = st.lists(st.binary(max_size=40), min_size=1, max_size=70)


def defined(data: list[bytes]) -> bytes:
    """MTH of RFC 9162 §2.1.1, word for word."""
    if not data:
        return hashlib.sha256(b"").digest()
    if len(data) == 1:
        return hashlib.sha256(b"\x00" + data[0]).digest()
    k = 1
    while k * 2 < len(data):
        k *= 2
    return hashlib.sha256(b"\x01" + defined(data[:k]) + defined(data[k:])).digest()


def hashed(data: list[bytes]) -> list[bytes]:
    return [leaf_hash(entry) for entry in data]


def test_known_hashes() -> None:
    """The eight entries that certificate transparency logs have always been tested with."""
    data = [bytes.fromhex(entry) for entry in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    )]  # fmt: skip
    heads = {
        0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        7: "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    }
    for size, head in heads.items():
        assert root(hashed(data[:size])).hex() == head


@law
@given(entries)
def test_root_is_the_definition(data: list[bytes]) -> None:
    """RFC 9162 §2.1.1."""
    assert root(hashed(data)) == defined(data)


@law
@given(some_entries, st.data())
def test_every_leaf_is_proven(data: list[bytes], draw: st.DataObject) -> None:
    """RFC 9162 §2.1.3: the proof of a leaf leads to the head, and is as long as the tree is high at most."""
    leaves = hashed(data)
    index = draw.draw(st.integers(0, len(leaves) - 1))
    proof = inclusion_proof(leaves, index)
    assert len(proof) <= (len(leaves) - 1).bit_length()
    assert verify_inclusion(leaves[index], index, len(leaves), proof, root(leaves))


@law
@given(some_entries, st.data())
def test_nothing_else_is_proven(data: list[bytes], draw: st.DataObject) -> None:
    """Another leaf, another place, another size, another head, a step more, less or altered: refused."""
    leaves = hashed(data)
    size, head = len(leaves), root(leaves)
    index = draw.draw(st.integers(0, size - 1))
    proof = inclusion_proof(leaves, index)
    leaf, other = leaves[index], leaf_hash(b"never an entry" * 9)
    assert not verify_inclusion(other, index, size, proof, head)
    assert not verify_inclusion(leaf, index, size, proof, other)
    assert not verify_inclusion(leaf, index, size, [*proof, other], head)
    assert not verify_inclusion(leaf, size, size, proof, head)
    assert not verify_inclusion(leaf, -1, size, proof, head)
    if proof:
        step = draw.draw(st.integers(0, len(proof) - 1))
        assert not verify_inclusion(leaf, index, size, [*proof[:step], other, *proof[step + 1 :]], head)
        assert not verify_inclusion(leaf, index, size, proof[:-1], head)
        wrong = draw.draw(st.integers(0, size - 1))
        if leaves[wrong] != leaf:
            assert not verify_inclusion(leaf, wrong, size, proof, head)


@law
@given(some_entries, st.data())
def test_a_tree_that_grew_is_consistent(data: list[bytes], draw: st.DataObject) -> None:
    """RFC 9162 §2.1.4: any earlier head is provably the beginning of any later one."""
    leaves = hashed(data)
    first = draw.draw(st.integers(1, len(leaves)))
    proof = consistency_proof(leaves, first)
    assert verify_consistency(first, len(leaves), proof, root(leaves[:first]), root(leaves))


@law
@given(some_entries, st.data())
def test_a_tree_that_was_altered_is_not(data: list[bytes], draw: st.DataObject) -> None:
    """An entry altered, removed or put in before the old head: no proof of the new tree fits the old head."""
    leaves = hashed(data)
    first = draw.draw(st.integers(1, len(leaves)))
    old = root(leaves[:first])
    place = draw.draw(st.integers(0, first - 1))
    other = leaf_hash(b"never an entry" * 9)
    for changed in (
        [*leaves[:place], other, *leaves[place + 1 :]],
        [*leaves[:place], other, *leaves[place:]],
    ):
        proof = consistency_proof(changed, first)
        assert not verify_consistency(first, len(changed), proof, old, root(changed))
    proof = consistency_proof(leaves, first)
    assert not verify_consistency(first, len(leaves), [*proof, other], old, root(leaves))
    assert not verify_consistency(first, len(leaves), proof, other, root(leaves))
    assert not verify_consistency(first, len(leaves), proof, old, other)
    if proof:
        assert not verify_consistency(first, len(leaves), proof[:-1], old, root(leaves))


def test_every_tree_up_to_thirty_three_leaves() -> None:
    """All sizes around the powers of two, all indices, all earlier heads."""
    leaves = hashed([bytes([n]) for n in range(33)])
    for size in range(1, 34):
        tree = leaves[:size]
        head = root(tree)
        for n in range(size):
            assert verify_inclusion(tree[n], n, size, inclusion_proof(tree, n), head)
            earlier = root(tree[: n + 1])
            assert verify_consistency(n + 1, size, consistency_proof(tree, n + 1), earlier, head)


def test_proofs_of_what_is_not_there_are_refused() -> None:
    leaves = hashed([b"a", b"b"])
    for index in (-1, 2):
        with pytest.raises(IndexError):
            inclusion_proof(leaves, index)
    for first in (0, 3):
        with pytest.raises(IndexError):
            consistency_proof(leaves, first)
    assert not verify_consistency(0, 2, [], root([]), root(leaves))
    assert not verify_consistency(3, 2, [], root(leaves), root(leaves))
    assert not verify_consistency(1, 2, [], leaves[0], root(leaves))


def test_leaves_are_no_nodes() -> None:
    """RFC 9162: the two kinds of hash begin differently, so that a node can never pass for an entry."""
    left, right = leaf_hash(b"a"), leaf_hash(b"b")
    assert node_hash(left, right) != leaf_hash(left + right)
    assert node_hash(left, right) != node_hash(right, left)


@law
@given(some_entries, st.data())
def test_another_implementation_agrees(data: list[bytes], draw: st.DataObject) -> None:
    """Roots and both kinds of proof, as pymerkle makes and checks them."""
    pymerkle = pytest.importorskip("pymerkle")
    tree = pymerkle.InmemoryTree(algorithm="sha256")
    for entry in data:
        tree.append_entry(entry)
    leaves, size = hashed(data), len(data)
    assert tree.get_root(size) == root(leaves)
    index = draw.draw(st.integers(0, size - 1))
    theirs = tree.prove_inclusion(index + 1, size)
    assert [step.hex() for step in inclusion_proof(leaves, index)] == theirs.serialize()["path"][1:]
    first = draw.draw(st.integers(1, size))
    pymerkle.verify_consistency(root(leaves[:first]), root(leaves), tree.prove_consistency(first, size))
