"""Files and folders are read in order, and what cannot be read is named with its cause, the rest read."""

from __future__ import annotations

import errno
import os
import socket
import time
from pathlib import Path

import pytest

from fogline.errors import NoArticle, UnreadableInput
from fogline.ingest.base import refused
from fogline.ingest.walk import read_inputs
from fogline.model.document import Document
from tests.nobody import as_nobody

TEXT = "The army said on Monday that it had taken the ridge above the town."


def tree(root: Path, **files: str) -> Path:
    """Files under *root*: ``a__b_txt`` is ``a/b.txt``."""
    for name, text in files.items():
        path = root / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def names(*inputs: Path) -> list[str]:
    """What is read: the names of documents, and for refused inputs ``!`` and their base name."""
    return [item.name if isinstance(item, Document) else f"!{Path(item.where).name}" for item in read_inputs(inputs)]


def complaint(path: Path) -> str:
    """The one line said about *path* alone, which names it."""
    (item,) = read_inputs([path])
    assert isinstance(item, UnreadableInput), item
    assert str(item).startswith(f"{path}: ")
    assert "\n" not in str(item)
    return item.why


def test_folders_are_read_with_their_folders_in_the_order_of_names(tmp_path: Path) -> None:
    tree(
        tmp_path, b_txt=TEXT, a__z_md=TEXT, a__c_txt=TEXT, c_jsonl='{"name": "record", "text": "It fell."}', A_TXT=TEXT
    )
    assert names(tmp_path) == ["A.TXT", "c.txt", "z.md", "b.txt", "record"]


def test_inputs_are_read_in_the_order_given(tmp_path: Path) -> None:
    tree(tmp_path, a_txt=TEXT, b_txt=TEXT)
    assert names(tmp_path / "b.txt", tmp_path / "a.txt") == ["b.txt", "a.txt"]


def test_hidden_files_and_other_kinds_in_folders_are_passed_over(tmp_path: Path) -> None:
    tree(tmp_path, a_txt=TEXT, photo_jpg="x", style_css="y")
    (tmp_path / ".hidden.txt").write_text(TEXT)
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "note.txt").write_text(TEXT)
    told: list[Path] = []
    found = list(read_inputs([tmp_path], passed_over=told.append))
    assert [document.name for document in found if isinstance(document, Document)] == ["a.txt"]
    assert [path.name for path in told] == ["photo.jpg", "style.css"]


def test_a_hidden_file_named_by_itself_is_read(tmp_path: Path) -> None:
    (tmp_path / ".hidden.txt").write_text(TEXT)
    assert names(tmp_path / ".hidden.txt") == [".hidden.txt"]


def test_a_folder_of_nothing_gives_nothing(tmp_path: Path) -> None:
    assert names(tmp_path) == []


def test_one_bad_file_costs_only_itself(tmp_path: Path) -> None:
    tree(tmp_path, a_txt=TEXT, b_txt="", c_txt=" \n", d_txt="-- 7 --", e_txt=TEXT)
    (tmp_path / "bb.txt").write_bytes(bytes(range(256)) * 40)
    assert names(tmp_path) == ["a.txt", "!b.txt", "!bb.txt", "!c.txt", "!d.txt", "e.txt"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is empty"),
        (b" \r\n\t\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"*** 12 ***", "holds no words"),
        (bytes(range(256)) * 40, "is binary, not text"),
        (b"\x7fELF\x02\x01" + bytes(200), "is binary, not text"),
    ],
)
@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_files_without_text(tmp_path: Path, content: bytes, why: str, suffix: str) -> None:
    path = tmp_path / f"story{suffix}"
    path.write_bytes(content)
    assert complaint(path) == why


def test_front_matter_alone_is_no_text(tmp_path: Path) -> None:
    assert complaint(tree(tmp_path, a_md="---\ntitle: Ridge\n---\n") / "a.md") == "is empty"


def test_a_file_of_another_kind_named_by_itself_is_refused(tmp_path: Path) -> None:
    why = complaint(tree(tmp_path, a_jpg="JFIF") / "a.jpg")
    assert "not read" in why
    assert ".jsonl" in why


def test_what_is_not_there(tmp_path: Path) -> None:
    assert complaint(tmp_path / "nowhere") == "there is no such file or folder"
    assert complaint(tmp_path / "nowhere.txt") == "there is no such file or folder"
    assert "no folder" in complaint(tree(tmp_path, a_txt=TEXT) / "a.txt" / "b.txt")
    assert complaint(tmp_path / ("x" * 300 + ".txt")) == "the path is too long"


@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_200_mb_are_refused_at_once(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"huge{suffix}"
    with path.open("wb") as out:
        out.truncate(200_000_000)
    began = time.process_time()
    assert complaint(path) == "is too large for one article (200 MB; the limit is 10 MB)"
    assert time.process_time() - began < 0.5


def test_200_mb_of_nothing_in_a_jsonl_are_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "huge.jsonl"
    with path.open("wb") as out:
        out.truncate(200_000_000)
    began = time.process_time()
    assert "not UTF-8" in complaint(path)
    assert time.process_time() - began < 2


def test_pipes_sockets_and_devices_are_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "no regular file" in complaint(tmp_path / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(os.path.relpath(tmp_path / "socket.txt"))
        assert "no regular file" in complaint(tmp_path / "socket.txt")
    assert "no regular file" in complaint(Path("/dev/null"))
    assert names(tmp_path) == ["!pipe.txt", "!socket.txt"]


def test_links_are_followed_but_not_round_in_circles(tmp_path: Path) -> None:
    tree(tmp_path, deep__a_txt=TEXT)
    (tmp_path / "deep" / "up").symlink_to(tmp_path)
    (tmp_path / "link.txt").symlink_to(tmp_path / "deep" / "a.txt")
    (tmp_path / "lost.txt").symlink_to(tmp_path / "nowhere.txt")
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    assert names(tmp_path) == ["a.txt", "link.txt", "!lost.txt", "!self.txt"]
    assert complaint(tmp_path / "self.txt") == "is a symbolic link that leads back to itself"


def test_a_folder_named_like_a_file_is_a_folder(tmp_path: Path) -> None:
    assert names(tree(tmp_path / "odd.txt", a_txt=TEXT)) == ["a.txt"]


def test_what_may_not_be_read_is_said_and_the_rest_read(public_folder: Path) -> None:
    tree(public_folder, a_txt=TEXT, secret_txt=TEXT, closed__b_txt=TEXT, z_txt=TEXT)
    (public_folder / "secret.txt").chmod(0)
    (public_folder / "closed").chmod(0)

    def check() -> None:
        assert names(public_folder) == ["a.txt", "!closed", "!secret.txt", "z.txt"]
        assert complaint(public_folder / "secret.txt") == "no permission to read it"
        assert complaint(public_folder / "closed") == "no permission to read it"

    try:
        assert as_nobody(check) == 0
    finally:
        (public_folder / "closed").chmod(0o755)


def test_an_error_of_the_system_that_has_no_words_of_ours_keeps_its_own() -> None:
    error = refused(Path("a.txt"), OSError(errno.EIO, "Input/output error"))
    assert str(error) == "a.txt: cannot be read (Input/output error)"


def test_a_document_says_where_it_was_read(tmp_path: Path) -> None:
    tree(tmp_path, a_txt=TEXT, b_jsonl='{"text": "It fell."}')
    sources = [item.sources for item in read_inputs([tmp_path]) if isinstance(item, Document)]
    assert sources == [(f"{tmp_path}/a.txt",), (f"{tmp_path}/b.jsonl:1",)]


STORY = (
    "<html><head><title>{title}</title></head><body><nav><a href='/'>Home</a></nav><article><h1>{title}</h1>"
    "<p>The army said on Monday that it had taken the ridge above Northford after two days of fighting.</p>"
    "<p>Residents told reporters that shells had struck the market and that seven people were hurt there.</p>"
    "<p>The rebels denied it and said that they still held the old mill on the eastern side of the town.</p>"
    "</article></body></html>"
)
FRONT = (
    "<html><head><title>The Plain</title></head><body>"
    + "".join(f"<h2><a href='/{n}'>Headline number {n} on the ridge</a></h2>" for n in range(40))
    + "</body></html>"
)


def test_a_mirror_of_a_site_as_wget_leaves_it(tmp_path: Path) -> None:
    """Folders after the addresses, queries in names, pages without an ending, assets, robots.txt, the front page."""
    files: dict[str, str | bytes] = {
        "plain.example/index.html": FRONT,
        "plain.example/robots.txt": "User-agent: *\nDisallow: /private/\n",
        "plain.example/2021/05/ridge/index.html": STORY.format(title="Ridge falls"),
        "plain.example/story.php?id=12&lang=en.html": STORY.format(title="Mill holds"),
        "plain.example/story.php?id=13": STORY.format(title="Market struck"),
        "plain.example/news/bridge": STORY.format(title="Bridge closed"),
        "plain.example/assets/site.css?v=3": "body { margin: 0 }",
        "plain.example/assets/app.js": "let a = 1",
        "plain.example/assets/photo.jpg": b"\xff\xd8\xff\xe0" + bytes(40),
        "plain.example/favicon.ico": bytes(60),
    }
    for name, content in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    told: list[Path] = []
    found = list(read_inputs([tmp_path], passed_over=told.append))
    assert {item.title for item in found if isinstance(item, Document)} == {
        "Ridge falls",
        "Mill holds",
        "Market struck",
        "Bridge closed",
    }
    (front,) = [item for item in found if not isinstance(item, Document)]
    assert isinstance(front, NoArticle)
    assert front.where.endswith("plain.example/index.html")
    assert {"app.js", "photo.jpg", "favicon.ico", "site.css?v=3", "robots.txt"} == {path.name for path in told}
