"""What `list --json` and `show --json` say of offers.json: python what_was_read.py OFFERDESK."""

import json
import subprocess
import sys
from pathlib import Path

KEYS = {
    *("id", "version", "status", "application_id", "job", "candidate", "salary", "currency"),
    *("pay_frequency", "start_date", "expiry_date", "sent_at", "resolved_at", "created_at"),
    *("updated_at", "custom_fields", "keyed_custom_fields", "opening", "versions"),
}

listed = json.loads(Path("list.json").read_text("utf-8"))
assert sorted(offer["status"] for offer in listed) == ["accepted", "draft"], listed
number = next(offer["id"] for offer in listed if offer["status"] == "accepted")
command = [sys.argv[1], "--db", "desk.db", "show", str(number), "--json"]
offer = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
assert offer.keys() >= KEYS, f"show --json lacks {KEYS - offer.keys()}"
assert offer["status"] == "accepted", offer["status"]
assert offer["opening"], "the opening is missing"
assert "92500" in json.dumps(offer).replace(",", "").replace("_", ""), "the salary is lost"
versions = [version.get("version", version.get("number")) for version in offer["versions"]]
assert versions, "no versions"
assert versions == sorted(versions), versions
print("import, list --json and show --json say what was read")
