"""Files given by hand: nothing lost, nothing taken twice, each bad file one reason."""

import zipfile

import pytest

from crawlers.files import LARGEST_FILE_BYTES, add_files, find_files
from crawlers.store import RawStore


def take(store, *paths, url=None):
    return list(add_files(store, list(paths), "run", url))


def test_adding_twice_adds_nothing(tmp_path):
    store, report = RawStore(tmp_path / "raw"), tmp_path / "报告.md"
    report.write_text("各位代表：\n", "utf-8")
    assert [added.outcome for added in take(store, report)] == ["added"]
    assert [added.outcome for added in take(store, report)] == ["known"]
    assert len(store.read_manifest()) == 1


def test_a_changed_file_is_a_new_row(tmp_path):
    store, report = RawStore(tmp_path / "raw"), tmp_path / "报告.md"
    for text in ("甲。", "乙。", "甲。"):  # the last one comes back: it is the newest again
        report.write_text(text, "utf-8")
        assert take(store, report)[0].outcome == "added"
    rows = store.read_manifest()
    assert len(rows) == 3 and rows[0].raw_sha256 == rows[2].raw_sha256


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (bytes(range(256)) * 40, "binary"),
        (b"\x89PNG\r\n\x1a\n\0\0", "picture"),
        (b"\x81\x20" * 50 + b"\xff\xfe\xff", "encoding"),
    ],
)
def test_what_cannot_be_read_is_kept_and_told(tmp_path, data, word):
    store, file = RawStore(tmp_path / "raw"), tmp_path / "bad.md"
    file.write_bytes(data)
    (added,) = take(store, file)
    assert added.outcome == "unreadable"
    assert word in added.reason
    assert store.get_bytes(store.read_manifest()[0].raw_sha256) == data


def test_a_file_that_is_too_large_is_refused(tmp_path):
    store, file = RawStore(tmp_path / "raw"), tmp_path / "film.md"
    with file.open("wb") as handle:
        handle.truncate(LARGEST_FILE_BYTES + 1)
    (added,) = take(store, file)
    assert added.outcome == "refused"
    assert store.read_manifest() == []


def test_hidden_and_system_files_are_no_documents(tmp_path):
    for name in ("成都市/2022.md", ".git/config", "成都市/.DS_Store", "Thumbs.db", "__MACOSX/x.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", "utf-8")
    assert find_files(tmp_path) == [tmp_path / "成都市" / "2022.md"]


def test_a_folder_that_does_not_exist_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="nowhere"):
        find_files(tmp_path / "nowhere")


def test_the_walk_left_early_keeps_what_was_taken(tmp_path):
    store = RawStore(tmp_path / "raw")
    files = [tmp_path / f"{number}.md" for number in range(3)]
    for number, file in enumerate(files):
        file.write_text(f"第{number}份。", "utf-8")
    walk = add_files(store, files, "run")
    next(walk)
    walk.close()
    assert len(store.read_manifest()) == 1


def test_the_documents_of_a_container_are_taken_one_by_one_and_follow_its_changes(tmp_path):
    store, archive = RawStore(tmp_path / "raw"), tmp_path / "报告.zip"

    def pack(**texts):
        with zipfile.ZipFile(archive, "w") as file:
            for name, text in texts.items():
                file.writestr(zipfile.ZipInfo(f"{name}/2022.md"), text)

    pack(绵阳市="甲。", 德阳市="乙。")
    assert [added.outcome for added in take(store, archive)] == ["unpacked", "added", "added"]
    assert [added.outcome for added in take(store, archive)] == ["unpacked", "known", "known"]
    pack(绵阳市="甲。")
    assert [added.outcome for added in take(store, archive)] == ["unpacked", "known", "withdrawn"]
    newest = {row.path: row.status for row in store.read_manifest()}
    at = archive.as_posix()
    assert newest == {at: "container", f"{at}/绵阳市/2022.md": "added", f"{at}/德阳市/2022.md": "withdrawn"}
