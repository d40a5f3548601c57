# shellcheck shell=bash
# The papers that the demo's lawyer lays on the scanner: his three certificates, as pictures.

# demo_papers MAKE_CERTIFICATE IDENTITIES FOLDER: pictures named after what they are, once.
demo_papers() {
    local make=$1 identities=$2 folder=$3 fields kind
    fields=$(python3 - "$identities" <<'PY'
import json, sys
people = json.load(open(sys.argv[1], encoding="utf-8"))["identities"]
lawyer = next((p for p in people if p["label"] == "lawyer"), None)
if lawyer:
    print(json.dumps({"licence_name": lawyer["card"]["name"], "lawyer_identity": lawyer["card"]["number"],
                      "sex": lawyer["card"]["sex"],
                      "client_name": lawyer["client"]["name"], "client_identity": lawyer["client"]["number"],
                      "case_number": lawyer["client"]["acceptance_number"]}, ensure_ascii=False))
PY
    )
    [ -n "$fields" ] || return 0
    mkdir -p "$folder"
    for kind in practising_certificate firm_certificate power_of_attorney legal_aid_letter; do
        [ -f "$folder/$kind.jpg" ] ||
            "$make" --kind $kind --seed 1 --fields "$fields" --out "$folder/$kind.jpg" >/dev/null
    done
}
