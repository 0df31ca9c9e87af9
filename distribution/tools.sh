# What demo and check share: finds the tools, or installs them, or says what to install. Sourced, not run.

say() { printf '== %s\n' "$*"; }

fail() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

# Installs the packages if we may, and otherwise names them.
need_packages() {
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    fail "missing: $*; install them (sudo apt-get install $*) and try again"
  fi
  say "installing $*"
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y "$@" >/dev/null \
    || fail "could not install $*"
}

java_version() { # folder of a JDK
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null
}

# The JDKs that are here, a folder a line.
jdks() {
  for folder in "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/java/* "$HOME"/.sdkman/candidates/java/*; do
    if [ -x "$folder/bin/javac" ]; then printf '%s\n' "$folder"; fi
  done
}

# Maven builds with the JDK in JAVA_HOME, or else with the one in PATH.
has_java() {
  javac=${JAVA_HOME:+$JAVA_HOME/bin/}javac
  version=$("$javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
  [ "${version:-0}" -ge 17 ]
}

# clang and lld build the native programs for all machines, another C compiler for this one.
has_c() {
  if command -v clang >/dev/null 2>&1 && command -v ld.lld >/dev/null 2>&1; then return 0; fi
  if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then return 1; fi
  command -v cc >/dev/null 2>&1 || return 1
  say "no clang and lld here: native programs for other machines are left out"
}

# Installs what some tests need, if we may. All others run without it.
want_package() { # package, what is left out without it
  if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
    say "installing $1"
    if apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y "$1" >/dev/null; then return 0; fi
  fi
  if [ -n "${SKYWIRE_INSIST:-}" ]; then fail "$2; $1 has it"; fi
  say "$2; $1 has it"
}

# Says so, unless nothing may be left out.
leave_out() { # why, what
  [ -z "${SKYWIRE_INSIST:-}" ] || fail "$1"
  say "$1: $2"
}

# libFuzzer comes with clang, though not with every packaging of it.
want_fuzzer() {
  command -v clang >/dev/null 2>&1 || return 0
  ! printf 'int LLVMFuzzerTestOneInput(void) { return 0; }' | clang -fsanitize=fuzzer -x c -o /dev/null - 2>/dev/null || return 0
  want_package "libclang-rt-$(clang -dumpversion | sed 's/\..*//')-dev" "no libFuzzer here: the codec is not fuzzed"
}

has_emulators() {
  for machine in aarch64 arm; do
    command -v "qemu-$machine-static" >/dev/null 2>&1 || command -v "qemu-$machine" >/dev/null 2>&1 || return 1
  done
}

want_emulators() {
  has_emulators || want_package qemu-user-static "no emulator here: nothing is tested for ARM"
}

# The Javas for ARM, which are made once, in a minute or two. Sets what Maven is told of them.
want_arm() {
  arm_options=
  has_emulators || return 0
  command -v mmdebstrap >/dev/null 2>&1 || want_package mmdebstrap "no mmdebstrap here: the bundles are not tested for ARM"
  command -v mmdebstrap >/dev/null 2>&1 || return 0
  if homes=$(distribution/arm/trees); then
    arm_options="-Darm.left.out=none $homes"
  else
    leave_out "no Java for ARM could be made" "the bundles are not tested for ARM"
  fi
}

debian_mirror() {
  if [ -n "${SKYWIRE_DEBIAN:-}" ]; then
    printf '%s\n' "$SKYWIRE_DEBIAN"
    return
  fi
  apts=$(apt-get indextargets --format '$(ORIGIN) $(LABEL) $(REPO_URI)' 2>/dev/null | sed -n 's/^Debian Debian //p' | head -n 1)
  printf '%s\n' "${apts:-http://deb.debian.org/debian}"
}

# What apt is told of the way to the mirror here, as mmdebstrap's options.
ways_to_mirror() {
  apt-config dump 2>/dev/null | sed -n 's/^\(Acquire::https\{0,1\}::[^ ]* ".*";\)$/--aptopt=\1/p'
}

debian_tree() ( # variant, packages, suite, folder, further options
  variant=$1 packages=$2 suite=$3 folder=$4
  shift 4
  IFS='
'
  # shellcheck disable=SC2046 # an option a line
  mmdebstrap --quiet --dpkgopt=force-unsafe-io --variant="$variant" --include="$packages" "$@" $(ways_to_mirror) "$suite" "$folder" "$(debian_mirror)" >&2
)

# The Debian to install packages in, which is made once. Sets what Maven is told of it.
want_packages() {
  package_options=
  lost="the packages for Debian are not tested"
  if ! command -v dpkg-deb >/dev/null 2>&1 || [ "$(id -u)" -ne 0 ] || ! unshare --mount --pid --fork true 2>/dev/null; then
    [ -z "${SKYWIRE_INSIST:-}" ] || fail "expected root on a Debian, who may have mounts of his own, found $(id -un)"
    say "not root on a Debian, or no mounts allowed here: $lost"
    return
  fi
  command -v mmdebstrap >/dev/null 2>&1 || want_package mmdebstrap "no mmdebstrap here: $lost"
  command -v systemd-analyze >/dev/null 2>&1 || want_package systemd "no systemd-analyze here: $lost"
  command -v mmdebstrap >/dev/null 2>&1 && command -v systemd-analyze >/dev/null 2>&1 || return 0
  if tree=$(distribution/packages/tree); then
    package_options="-Dpackages.left.out=none -Dpackages.tree=$tree"
  else
    leave_out "no Debian for packages could be made" "$lost"
  fi
}

find_tools() {
  missing=
  has_java || missing="$missing openjdk-17-jdk-headless"
  command -v mvn >/dev/null 2>&1 || missing="$missing maven"
  has_c || missing="$missing clang lld"
  for tool in "$@"; do
    command -v "$tool" >/dev/null 2>&1 || missing="$missing $tool"
  done
  # shellcheck disable=SC2086 # packages are words
  [ -z "$missing" ] || need_packages $missing
  has_java || fail "expected JDK 17 or later, found ${version:-none} in ${JAVA_HOME:-PATH}; set JAVA_HOME"
  java22=
  for jdk in $(jdks); do
    version=$(java_version "$jdk")
    if [ "${version:-0}" -ge 22 ]; then java22="-Djava22"; fi
  done
  [ -n "$java22" ] || say "no JDK 22 or later here: bundle pipe-panama and the tests on such a Java are left out"
}
