#!/bin/sh
# Prints the first Python on this machine that can run the service, or says what to do.
# From 3.12 on, the engine (DBOS) needs SQLite 3.42 or newer; 3.11 carries it with any.
for name in ${BASE_PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
    path=$(command -v "$name") || continue
    if "$path" - 2>/dev/null <<'EOF'
import ensurepip, sqlite3, sys, venv
newest_rules = sys.version_info >= (3, 12)
sys.exit(sys.version_info < (3, 11) or (newest_rules and sqlite3.sqlite_version_info < (3, 42)))
EOF
    then
        echo "$path"
        exit 0
    fi
done
echo "No suitable Python: install Python 3.11 with its venv module, or Python 3.12 or newer with SQLite 3.42 or newer, and run again (or name one: make setup BASE_PYTHON=/path/to/python)." >&2
exit 1
