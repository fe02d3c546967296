# What packaging/run, packaging/test and .ci/run share; sourced by them, with `root` set.
#
# Makes the environment in .venv and fills it: a Python, the program, groups of tools, and the
# system libraries that Qt loads. Each is looked for first, and only what is missing is installed.
# Nothing here opens or tests the program.

venv=$root/.venv

# A Python with pip for the environment, then what Qt draws with, then what its windows stand on.
python_packages='python3 python3-venv'
qt_packages='libgl1 libegl1 libdbus-1-3 libfontconfig1 libglib2.0-0 libxkbcommon0 fonts-dejavu-core
libxkbcommon-x11-0 libx11-xcb1 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0'

say() {
    printf '%s\n' "$*" >&2
}

stop() {
    say "$@"
    exit 1
}

# Install Debian packages where this user may; else print the line that does it, and stop.
install_packages() {
    packages=$(echo $*)
    line="apt-get update; apt-get install -y --no-install-recommends $packages"
    if ! command -v apt-get >/dev/null; then
        stop "Diple needs what these Debian packages hold; please install them, then try again: $packages"
    fi
    if [ "$(id -u)" -eq 0 ]; then
        become=
        manual="sh -c '$line'"
    elif command -v sudo >/dev/null; then
        become='sudo -n'
        if [ -t 0 ]; then become=sudo; fi
        manual="sudo sh -c '$line'"
    else
        become=false
        # A login shell, whose path has the programs that dpkg looks for.
        manual="su - -c '$line'"
    fi
    say "Diple needs these packages of your system: $packages"
    # On a fresh machine another apt is often at work; we wait for it.
    $become sh -c "export DEBIAN_FRONTEND=noninteractive; $line -o DPkg::Lock::Timeout=300" >&2 ||
        stop "They could not be installed from here. Please run this line, then try again:
  $manual"
}

# Print the path of a Python that is new enough and can make environments.
find_python() {
    for name in python3 python3.14 python3.13 python3.12 python3.11 \
        "${PYENV_ROOT:-${HOME:-}/.pyenv}"/versions/*/bin/python3; do
        # pyenv's shims are found by name, but run only where their version is switched on.
        if path=$(command -v "$name") && "$path" -c \
            'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s\n' "$path"
            return 0
        fi
    done
    return 1
}

# Make sure that .venv holds a Python that runs: an upgrade of the system can break an old one.
make_venv() {
    if "$venv/bin/python" -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        return
    fi
    if ! find_python >/dev/null; then
        # Where Python is missing, so are Qt's libraries, most likely: one question, not two.
        install_packages $python_packages $qt_packages
    fi
    python=$(find_python) || stop 'Diple needs Python 3.11 or newer, with its venv module; please install one, then try again.'
    say "Making the environment in $venv"
    "$python" -m venv --clear "$venv" || stop "The environment could not be made in $venv; please see the lines above."
}

# Install into .venv by pip, unless that was done for this pyproject.toml in this place already.
# The first word names what is installed; the others are pip's.
provide() {
    stamp=$venv/.$1-installed
    shift
    now="$(cksum <"$root/pyproject.toml") $root"
    if [ "$(cat "$stamp" 2>/dev/null)" = "$now" ]; then
        return
    fi
    # From the root, where pip looks for dependency groups, which it knows since 25.1.
    (cd "$root" && "$venv/bin/python" -m pip install -q 'pip>=25.1' &&
        "$venv/bin/python" -m pip install "$@") >&2 ||
        stop 'Installing did not work; please see the lines above, then try again.'
    printf '%s\n' "$now" >"$stamp"
    # What was installed may ask more of the system than what was there before.
    rm -f "$venv/.qt-checked"
}

# Make sure that Qt finds its libraries and a font.
provide_qt_libraries() {
    if [ -e "$venv/.qt-checked" ]; then
        return
    fi
    if ! "$venv/bin/python" "$root/packaging/check_qt.py"; then
        install_packages $qt_packages
        "$venv/bin/python" "$root/packaging/check_qt.py" ||
            stop 'Please install what the line above names, then try again.'
    fi
    : >"$venv/.qt-checked"
}

# Make the environment of the program; further words name dependency groups of pyproject.toml.
make_environment() {
    make_venv
    provide program -e .
    for group in "$@"; do
        provide "$group" --group "$group"
    done
    provide_qt_libraries
}
