# Finds a Java, builds what is missing, becomes the JVM. Sourced by the start scripts, which set WEIR_HOME first.
# POSIX sh. WEIR_JAVA_OPTS: options for the JVM. WEIR_BUILD=never: run the jar that is there, whatever its age.

fail() {
    echo "weir: $2" >&2
    exit "$1"
}

# Prints the feature version (17, 25) of the Java in folder $1, or nothing.
java_feature() {
    [ -x "$1/bin/java" ] || return 0
    version=
    if [ -r "$1/release" ]; then
        version=$(sed -n 's/^JAVA_VERSION="\([0-9][0-9]*\).*/\1/p' "$1/release")
    fi
    if [ -z "$version" ]; then
        version=$("$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([0-9][0-9]*\).*/\1/p' | head -n 1)
    fi
    echo "$version"
}

# Sets java_home and java_version to the first of our candidates from 17 to 25: JAVA_HOME, the one on the PATH, the newest installed.
find_java() {
    seen=
    on_path=$(command -v java) && on_path=$(readlink -f "$on_path") && on_path=${on_path%/bin/java}
    installed=$(for home in /usr/lib/jvm/*; do
        [ -d "$home" ] && echo "$(java_feature "$home") $home"
    done | sort -rn | sed -n 's/^[0-9][0-9]* //p')
    IFS='
'
    for candidate in ${JAVA_HOME:-} ${on_path:-} $installed; do
        java_version=$(java_feature "$candidate")
        [ -n "$java_version" ] || continue
        if [ "$java_version" -ge 17 ] && [ "$java_version" -lt 26 ]; then
            java_home=$candidate
            unset IFS
            return 0
        fi
        seen="$seen $java_version ($candidate)"
    done
    unset IFS
    fail 2 "needs a Java from 17 to 25: set JAVA_HOME to one.${seen:+ Found only:$seen.}"
}

# The module $1 and the modules of ours that its jar contains or calls.
modules_behind() {
    case $1 in
        gateway) echo "fix-config risk algo-engine sessions gateway" ;;
        paper-broker) echo "fix-config risk sessions paper-broker" ;;
        *) echo "fix-config risk algo-engine sessions gateway paper-broker $1" ;;
    esac
}

# Says whether the jar of module $1 is there and no source behind it is newer.
is_built() {
    jar=$WEIR_HOME/$1/target/weir-$1.jar
    stamp=$WEIR_HOME/$1/target/built-by-weir
    [ -f "$jar" ] || return 1
    [ "${WEIR_BUILD:-}" != never ] || return 0
    sources=
    for module in $(modules_behind "$1"); do
        for part in pom.xml src/main; do
            [ ! -e "$WEIR_HOME/$module/$part" ] || sources="$sources $module/$part"
        done
    done
    [ -n "$sources" ] || return 0
    # Maven leaves a jar alone whose content has not changed, so our own stamp counts as well.
    [ "$stamp" -nt "$jar" ] || stamp=$jar
    newer=$(cd "$WEIR_HOME" && find $sources -type f -newer "$stamp" | head -n 1)
    [ -z "$newer" ]
}

# Builds the jars of modules $@ where needed; one builder at a time.
build_missing() {
    missing=
    for wanted in "$@"; do
        is_built "$wanted" || missing="${missing:+$missing,}$wanted"
    done
    [ -n "$missing" ] || return 0
    [ "${WEIR_BUILD:-}" != never ] || fail 2 "not built: $missing (WEIR_BUILD=never forbids to build)"
    [ -x "$java_home/bin/javac" ] || fail 2 "cannot build $missing: $java_home has no javac; set JAVA_HOME to a JDK from 17 to 25"
    echo "weir: building $missing (the first time takes a minute or two)" >&2
    mkdir -p "$WEIR_HOME/target"
    (
        if command -v flock >/dev/null; then flock 9; fi
        again=
        for wanted in "$@"; do
            is_built "$wanted" || again="${again:+$again,}$wanted"
        done
        [ -n "$again" ] || exit 0
        : >"$WEIR_HOME/target/building"
        # An agent meant for the gateway would measure Maven.
        case ${JAVA_TOOL_OPTIONS:-} in *-javaagent*) unset JAVA_TOOL_OPTIONS ;; esac
        cd "$WEIR_HOME" && JAVA_HOME=$java_home ./mvnw -q -Dmaven.test.skip=true -pl "$again" -am package >&2 9>&- || exit 1
        for wanted in "$@"; do
            touch -r target/building "$wanted/target/built-by-weir"
        done
    ) 9>"$WEIR_HOME/target/build.lock" || fail 1 "the build failed"
}

# Becomes the JVM that runs the jar of module $1 with the rest as arguments; with WEIR_MAIN set, that class of the jar.
launch() {
    jar=$WEIR_HOME/$1/target/weir-$1.jar
    shift
    # The core allocates nothing in steady state: the collector with the cheapest barriers serves it best.
    flags="-XX:+UseParallelGC -XX:+ExitOnOutOfMemoryError -XX:-UsePerfData -Dfile.encoding=UTF-8 -Djava.awt.headless=true"
    # The library under the order archive would report its use over the network.
    flags="$flags -Dchronicle.analytics.disable=true -Dchronicle.announcer.disable=true"
    [ "$java_version" -lt 24 ] || flags="$flags --sun-misc-unsafe-memory-access=allow"
    if [ -n "${WEIR_MAIN:-}" ]; then
        # shellcheck disable=SC2086
        exec "$java_home/bin/java" $flags "-Dweir.home=$WEIR_HOME" ${WEIR_JAVA_OPTS:-} -cp "$jar" "$WEIR_MAIN" "$@"
    fi
    # shellcheck disable=SC2086
    exec "$java_home/bin/java" $flags "-Dweir.home=$WEIR_HOME" ${WEIR_JAVA_OPTS:-} -jar "$jar" "$@"
}
