# Sourced by the scripts beside it: goes to the project's root and makes sure that .venv holds what a lock file names.
#
#   ensure_environment requirements.lock

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PYTHONUNBUFFERED=1
# Half of the time in which a process starts is spent compiling modules, unless what is compiled may be kept.
unset PYTHONDONTWRITEBYTECODE

find_python() {
  local candidate
  for candidate in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11 python; do
    if [ -n "$candidate" ] && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$candidate"
      return
    fi
  done
  echo "Python 3.11 or later is needed and none was found. Install one, or set PYTHON to its path." >&2
  return 1
}

# A copy of the lock lies in .venv once it is installed: equal means nothing to do.
install_lock() {
  local lock=$1 python
  if ! .venv/bin/python -c '' 2>/dev/null; then
    python=$(find_python)
    echo "Creating .venv with $("$python" --version)" >&2
    if ! "$python" -m venv --clear .venv; then
      echo "Python's venv module did not work. On Debian or Ubuntu: apt-get install python3-venv" >&2
      return 1
    fi
  fi
  echo "Installing $lock" >&2
  .venv/bin/python -m pip install -qq --require-hashes --no-deps --requirement "$lock"
  # The checkout itself is on the path of its own environment, so that pytest, celery and mypy find it from anywhere.
  .venv/bin/python -c 'import os, sysconfig; open(os.path.join(sysconfig.get_path("purelib"), "oncoabasto.pth"), "w").write(os.getcwd() + "\n")'
  cp "$lock" ".venv/installed-$lock"
  # The development lock holds everything that the other one does, in the same versions.
  if [ "$lock" = requirements-dev.lock ]; then cp requirements.lock .venv/installed-requirements.lock; fi
}

compile_translations() {
  local catalogue
  for catalogue in locale/*/LC_MESSAGES/django.po; do
    if [ -e "$catalogue" ] && { [ ! -e "${catalogue%.po}.mo" ] || [ "$catalogue" -nt "${catalogue%.po}.mo" ]; }; then
      .venv/bin/pybabel --quiet compile --domain django --input-file "$catalogue" --output-file "${catalogue%.po}.mo" \
        --locale "$(basename "$(dirname "$(dirname "$catalogue")")")"
    fi
  done
}

ensure_environment() {
  if ! cmp -s "$1" ".venv/installed-$1" || ! .venv/bin/python -c '' 2>/dev/null; then
    install_lock "$1"
  fi
  compile_translations
}
