"""Check that `constraint-dependencies` pins every package that a fresh resolve takes, and only the one version."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def main() -> int:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    pinned = dict(re.fullmatch(r"([\w.-]+)==([\w.+!]+)", one).groups() for one in
                  settings["tool"]["uv"]["constraint-dependencies"])  # fmt: skip
    pinned = {normal(name): version for name, version in pinned.items()}
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    resolved = {normal(one["name"]): one["version"] for one in lock["package"] if one["name"] != "toc-engine"}
    wrong = [f"{name}=={version}" for name, version in sorted(resolved.items()) if pinned.get(name) != version]
    extra = sorted(set(pinned) - set(resolved))
    for line in wrong:
        print(f"not pinned in pyproject.toml: {line}")
    for name in extra:
        print(f"pinned but not used: {name}")
    return 1 if wrong or extra else 0


if __name__ == "__main__":
    subprocess.run(["uv", "lock", "--quiet", "--check"], cwd=ROOT, check=True)  # noqa: S607
    sys.exit(main())
