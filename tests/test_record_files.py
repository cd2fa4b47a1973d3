"""Files with records: only inside the model folder, every byte in the hash, every cell read or said to be wrong."""

import re
from collections.abc import Mapping
from pathlib import Path

import duckdb
import pytest

from toc.errors import FindingsError
from toc.record_files import Limits, find_files, hash_files, open_records, typed_frame
from toc.records import RecordSet

USED = {"station": "text", "night": "day", "hours": "number", "trained": "truth", "keeper": "key"}
HEADER = "station,night,hours,trained,keeper"


def record_set(**source: str) -> RecordSet:
    return RecordSet.model_validate(
        {"id": "watches", "title": "a watch", "organisation": "station", "day": "night", "per": "year", **source}
    )


def opened(folder: Path, *texts: str, used: Mapping[str, str] = USED) -> duckdb.DuckDBPyConnection:
    for at, text in enumerate(texts):
        (folder / f"{at}.csv").write_text(text, encoding="utf-8")
    records = record_set(csv="*.csv")
    return open_records(records, find_files(folder, records, None), used, Limits(), None)


def rows(folder: Path, *texts: str) -> list[tuple[object, ...]]:
    with opened(folder, *texts) as connection:
        query = "SELECT station, CAST(night AS VARCHAR), hours, trained, keeper FROM watches ORDER BY 1, 2"
        return connection.execute(query).fetchall()


# --- Which files ------------------------------------------------------------------------------------------------


def test_files_are_found_in_order_of_name(tmp_path: Path) -> None:
    for name in ("b.csv", "a.csv", "c.txt"):
        (tmp_path / name).touch()
    (tmp_path / "d.csv").mkdir()
    assert [path.name for path in find_files(tmp_path, record_set(csv="*.csv"), None)] == ["a.csv", "b.csv"]
    with pytest.raises(FindingsError, match=re.escape("‘x/*.csv’")):
        find_files(tmp_path, record_set(csv="x/*.csv"), None)


def test_a_link_does_not_lead_out_of_the_folder(tmp_path: Path) -> None:
    model, elsewhere = tmp_path / "model", tmp_path / "secret.csv"
    model.mkdir()
    elsewhere.write_text(HEADER)
    (model / "linked.csv").symlink_to(elsewhere)
    with pytest.raises(FindingsError, match="outside the folder"):
        find_files(model, record_set(csv="*.csv"), None)


def test_the_hash_holds_every_byte_and_every_name(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    told: list[int] = []

    def hashed(content: bytes) -> str:
        path.write_bytes(content)
        return hash_files(tmp_path, [path], told.append)

    assert len({hashed(b"a\n"), hashed(b"a\r\n"), hashed(b"a"), hashed(b"x" * 9_000_000)}) == 4
    assert sum(told) == 2 + 3 + 1 + 9_000_000
    (tmp_path / "b.csv").write_bytes(b"a")
    assert hash_files(tmp_path, [tmp_path / "b.csv"]) != hashed(b"a")


# --- What a person writes ---------------------------------------------------------------------------------------


def test_cells_are_read_as_they_are_meant(tmp_path: Path) -> None:
    found = rows(
        tmp_path,
        f"{HEADER}\n001, 2024-03-01 ,1.5,true,007\n 002 ,31-12-2024,,nee,\n003,2024-03-01T12:00:00,1e3,,x\n",
        '\ufeffkeeper;station;night;hours;trained\n"a;b";"De ""Meeuw""";01-02-2024;12,5;Ja\nk;b;2024-01-01;-3;0\n',
    )
    assert found == [
        ("001", "2024-03-01", 1.5, True, "007"),
        ("002", "2024-12-31", None, False, None),
        ("003", "2024-03-01", 1000.0, None, "x"),
        ('De "Meeuw"', "2024-02-01", 12.5, True, "a;b"),
        ("b", "2024-01-01", -3.0, False, "k"),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{HEADER}\na,2024-01-01,veel,true,k\nb,2024-01-01,x2,true,k\n", "‘hours’, 2 cells .* a number; .*‘veel’"),
        (f"{HEADER}\na,soon,1,true,k\n", "‘night’, 1 cell .* a day"),
        (f"{HEADER}\na,30-02-2024,1,true,k\n", "‘night’, 1 cell"),
        (f"{HEADER}\na,2024-01-01,1,misschien,k\n", "‘trained’, 1 cell .* yes or no"),
        (f"{HEADER}\na,2024-01-01,\"1,5\",true,k\n", "‘hours’, 1 cell"),
        (f"{HEADER.replace(',', ';')}\na;2024-01-01;1.234;1;k\n", "‘hours’, 1 cell"),
        (f"{HEADER.replace('hours', 'hour')}\na,2024-01-01,1,true,k\n", "no column ‘hours’; did you mean ‘hour’"),
        (f"{HEADER},keeper\na,2024-01-01,1,true,k,l\n", "‘keeper’ stands more than once"),
        (f"{HEADER}\na,2024-01-01,1,true,k,too,many\n", "cannot be read: .*Line: 2"),
        (f"{HEADER}\na,2024-01-01,1\n", "cannot be read: .*Line: 2"),
        (f'{HEADER}\n"a,2024-01-01,1,true,k\n', "cannot be read"),
        ("", "cannot be read as CSV"),
        ("\n1,2\n", "cannot be read as CSV"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(FindingsError) as error:
        opened(tmp_path, text)
    assert all(one.severity == "error" for one in error.value.findings)
    assert re.search(said, " | ".join(one.message.en for one in error.value.findings), re.DOTALL)


def test_a_file_that_is_no_utf8_is_said(tmp_path: Path) -> None:
    (tmp_path / "0.csv").write_bytes(b"station,night\nCaf\xe9,2024-01-01\n")
    with pytest.raises(FindingsError, match="cannot be read"):
        opened(tmp_path).execute("FROM watches").fetchall()


def test_a_column_of_another_type_is_said(tmp_path: Path) -> None:
    target = tmp_path / "a.parquet"
    wrong = "SELECT 'a' AS station, TRUE AS night, DATE '2024-01-01' AS hours, 1.5 AS trained, [1] AS keeper"
    duckdb.execute(f"COPY ({wrong}) TO '{target}'")
    with pytest.raises(FindingsError) as error:
        open_records(record_set(parquet="*.parquet"), [target], USED, Limits(), None)
    assert len(error.value.findings) == 4
    broken = tmp_path / "b.parquet"
    broken.write_text("no parquet")
    with pytest.raises(FindingsError, match="cannot be read"):
        open_records(record_set(parquet="b.parquet"), [broken], USED, Limits(), None)


def test_an_order_of_numbers_is_not_an_order_of_texts(tmp_path: Path) -> None:
    used = {"station": "text", "night": "day", "nr": "order", "hour": "order"}
    with opened(tmp_path, "station,night,nr,hour\na,2024-01-01,9,08:30\na,2024-01-01,10,\n", used=used) as connection:
        assert connection.execute("SELECT MAX(nr), MAX(hour) FROM watches").fetchone() == (10.0, "08:30")
        frame = typed_frame(connection, record_set(csv="*.csv"), used)
    assert frame["nr"].tolist() == [9.0, 10.0]
    assert frame["hour"].isna().tolist() == [False, True]


def test_no_number_is_no_figure(tmp_path: Path) -> None:
    """NaN in a file counts as empty, so that one such cell does not spoil a sum."""
    with opened(tmp_path, f"{HEADER}\na,2024-01-01,nan,true,k\na,2024-01-01,2,true,k\n") as connection:
        frame = typed_frame(connection, record_set(csv="*.csv"), USED)
    assert frame["hours"].sum() == 2
