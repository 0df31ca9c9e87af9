# Which Java runs the container and its apps, its options by the machine's memory, and the archive of classes with which it
# starts sooner. Sourced by the commands in bin/, which have product and fail, and for all but find_java home and profile.

# The one beside the product, if there is one, or else the operator's.
choose_java() {
  java=${JAVA_HOME:+$JAVA_HOME/bin/}java
  if [ -d "$product/runtime" ]; then java=$product/runtime/bin/java; fi
}

find_java() {
  choose_java
  if [ -d "$product/runtime" ]; then check_runtime; fi
  path=$(command -v "$java") \
    || fail 1 "expected Java 17 or later, found no $java; install it (apt-get install openjdk-17-jre-headless) or set JAVA_HOME"
  release=${path%/bin/java}/release
  if [ ! -r "$release" ]; then
    release=$(readlink -f "$path")
    release=${release%/bin/java}/release
  fi
  find_version
  [ "${version:-0}" -ge 17 ] || fail 1 "expected Java 17 or later, found ${version:-an unknown version} at $java; set JAVA_HOME"
}

find_version() {
  read_release JAVA_VERSION
  version=${value%%[!0-9]*}
  if [ -z "$version" ]; then
    version=$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1)
  fi
}

# Sets value to what a Java says of itself, if it does.
read_release() { # name
  value=
  [ -r "$release" ] || return 0
  while IFS='="' read -r name _ text _; do
    if [ "$name" = "$1" ]; then value=$text; fi
  done <"$release"
}

# Another Java is not taken for it without a word.
check_runtime() {
  for file in bin/java release lib/modules lib/server/libjvm.so; do
    [ -s "$product/runtime/$file" ] || fail 1 "expected a whole Java in $product/runtime, found no $file there;" \
      "unpack the archive anew, or delete that folder to use another Java"
  done
  [ -x "$java" ] || fail 1 "expected a program that may be run, found $java; unpack the archive anew, keeping its permissions"
  release=$product/runtime/release
  read_release OS_ARCH
  find_machine
  [ "${value:-$machine}" = "$machine" ] \
    || fail 1 "expected a Java for $machine, found one for $value in $product/runtime; take the archive for $machine"
}

# As lib/native/ names it. A system of 32 bits may have a kernel of 64.
find_machine() {
  machine=$(uname -m)
  case $machine in
    arm* | aarch64) if [ "$(getconf LONG_BIT)" = 32 ]; then machine=arm; fi ;;
  esac
}

# Of the machine, or what the control group of this process may have.
find_memory() {
  while read -r name kilobytes _ && [ "$name" != MemTotal: ]; do :; done </proc/meminfo
  group=
  while IFS=: read -r number _ path; do
    if [ "$number" = 0 ]; then group=/sys/fs/cgroup$path; fi
  done </proc/self/cgroup
  limit=
  if [ -r "$group/memory.max" ]; then read -r limit <"$group/memory.max"; fi
  case $limit in
    '' | *[!0-9]*) ;;
    *) if [ $((limit / 1024)) -lt "$kilobytes" ]; then kilobytes=$((limit / 1024)); fi ;;
  esac
  megabytes=$((kilobytes / 1024))
}

# An eighth of the memory for the heap, and as much at most for buffers beside it.
set_jvm_options() {
  find_memory
  heap=$((megabytes / 8))
  if [ "$heap" -lt 64 ]; then heap=64; fi
  if [ "$heap" -gt 512 ]; then heap=512; fi
  jvm_options="-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xms8m -Xmx${heap}m -Xss512k -XX:-UsePerfData -XX:CompileThresholdScaling=3"
  # Where nothing happens, the JVM would look through its monitors four times a second, and 17 stop all threads once.
  jvm_options="$jvm_options -XX:+UnlockDiagnosticVMOptions -XX:AsyncDeflationInterval=5000 -XX:GuaranteedSafepointInterval=60000"
  # Of the tables that the JVM makes in full at its start, the largest; it grows when there is need.
  jvm_options="$jvm_options -XX:StringTableSize=4096"
  # Archives where they are expected to be: moved elsewhere, all their pages are written to, and the start takes longer.
  jvm_options="$jvm_options -XX:ArchiveRelocationMode=0 -XX:+IgnoreUnrecognizedVMOptions"
  # Calls by reflection, of which a start has many and the rest few, without code made for each.
  jvm_options="$jvm_options -Djdk.reflect.useNativeAccessorOnly=true -Dsun.reflect.inflationThreshold=2147483647"
  if [ "$version" -ge 23 ]; then jvm_options="$jvm_options --sun-misc-unsafe-memory-access=allow"; fi
}

# The archive is for one Java, one set of jars and one profile: its name is made of them all.
find_cache() {
  key=$({ stat -L -c '%n %s %Y' "$product"/bundles/*.jar "$product"/lib/*.jar; printf '%s\n' "$profile" "$jvm_options"
    for file in "$release" "$product"/profiles/* "$home/conf/profile" "$profile"; do print_file "$file"; done; } | cksum)
  key=${key% *}${key#* }
  cache=$home/data/cache/classes-$key
  if [ "$version" -ge 25 ]; then cache_option=-XX:AOTCache; else cache_option=-XX:SharedArchiveFile; fi
}

# As cat, without a process: each would take as long as a hundredth of the start.
print_file() {
  if [ -f "$1" ] && [ -r "$1" ]; then
    while IFS= read -r line || [ -n "$line" ]; do printf '%s\n' "$line"; done <"$1"
  fi
}

# shellcheck disable=SC2086 # options are words
launch() { # arguments of the launcher; with exec, detached if that is set
  archive=
  if [ "${SKYWIRE_CACHE:-on}" = on ] && [ -f "$cache" ]; then archive=$cache_option=$cache; fi
  # The compiler's memory comes in pieces larger than this, which the system then gets back; else some megabytes stay.
  export MALLOC_MMAP_THRESHOLD_="${MALLOC_MMAP_THRESHOLD_:-30000}"
  exec ${detach:-} "$java" $jvm_options ${archive:+"$archive"} -Djava.util.logging.manager=net.skywire.launcher.LastingLogManager \
    ${SKYWIRE_JAVA_OPTS:-} -jar "$product/lib/launcher.jar" "$product" "$home" "$profile" "$@"
}

# Makes the archive unless it is there, or could not be made: the sample apps play ping-pong in a folder of their own, so
# that two first starts at once do not meet. Whoever is done first or last, the archive is whole.
make_cache() {
  if [ "${SKYWIRE_CACHE:-on}" != on ] || [ -f "$cache" ] || [ -f "$cache.failed" ]; then return 0; fi
  printf 'skywire-osgi: preparing faster starts with this Java and these bundles; this takes a moment, once\n' >&2
  forget_interrupted
  work=$home/data/cache/preparing.$$
  training=$work/home
  rm -rf "$work"
  make_training || exit 1
  if train </dev/null >"$work/log" 2>&1 && [ -s "$work/classes" ]; then
    mv "$work/classes" "$cache"
    for old in "$home"/data/cache/classes-*; do
      if [ "$old" != "$cache" ]; then rm -f "$old"; fi
    done
  else
    : >"$cache.failed"
    printf 'skywire-osgi: could not prepare that, and goes on without; see %s; skywire-osgi cache tries again\n' "$home/data/cache/log" >&2
  fi
  mv "$work/log" "$home/data/cache/log"
  rm -rf "$work"
}

make_training() {
  mkdir -p "$training/apps" "$training/conf/publishers" || return 1
  cp "$product"/samples/*.jar "$training/apps/" 2>/dev/null
  cp "$product/samples/publisher.pem" "$training/conf/publishers/samples.pem" 2>/dev/null
  for file in profile logging.properties; do
    if [ -f "$home/conf/$file" ]; then cp "$home/conf/$file" "$training/conf/$file"; fi
  done
  printf '{"apps": [{"app": "helloworld-server", "auto_start": true, "port": 10}, {"app": "helloworld-client", "auto_start": true}]}\n' \
    >"$training/conf/skywire-config.json"
}

# What one that was killed has left.
forget_interrupted() {
  for old in "$home"/data/cache/preparing.*; do
    if [ ! -d "/proc/${old##*.}" ]; then rm -rf "$old"; fi
  done
}

# shellcheck disable=SC2086 # options are words
train() {
  output=-XX:ArchiveClassesAtExit
  if [ "$version" -ge 25 ]; then output=-XX:AOTCacheOutput; fi
  program=$(command -v "$java") || return 1
  case $program in /*) ;; *) program=$PWD/$program ;; esac
  # Looks for the configuration, as most starts do; keeps no record of calls, which takes more memory than it saves time.
  (unset SW_CONFIG
    cd "$training/conf" || exit 1
    exec timeout 300 "$program" $jvm_options -XX:-AOTRecordTraining "$output=$work/classes" -Djava.util.logging.manager=net.skywire.launcher.LastingLogManager \
      -jar "$product/lib/launcher.jar" "$product" "$training" "$profile" train '')
}
