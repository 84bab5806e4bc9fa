#!/usr/bin/env bash
# The installed program needs nothing of the source tree: from a fresh prefix it runs the main job, its man page and its
# completion know every command, the Debian package holds it, and the bundle runs on a machine that has only a C library and a shell.
set -euo pipefail
. "$(dirname "$0")/lib.bash"
build=$(dirname "$program")
# A program with sanitizers is bound to the compiler's libraries: it is installed and run, but not packed.
instrumented=$(ldd "$program" | grep -c -e libasan -e libubsan || true)

# --- a prefix ---
cmake --install "$build" --prefix "$scratch/prefix" >/dev/null
installed=$scratch/prefix/bin/jixiao
mkdir "$scratch/elsewhere"
cd "$scratch/elsewhere"
program=$installed ends 0 "the installed program lists its datasets" list datasets
same "shipped datasets" "philadelphia service-centres" "$(cut -f 2 "$scratch/stdout" | sort | tr '\n' ' ' | sed 's/ $//')"
program=$installed ends 0 "the installed program runs the main job" run service-centres -o out
present "its report" out/report.html
for folder in queries plots catalog; do
    same "no $folder beside the program" 0 "$(find "$scratch/prefix" -name "$folder" | wc -l)"
done

manual=$scratch/prefix/share/man/man1/jixiao.1
for command in $("$installed" help | sed -n 's/^  \([a-z]*\) .*/\1/p'); do
    if grep -q "^\.SS \"jixiao $command\"" "$manual"; then good; else bad "the man page does not know \`$command\`"; fi
    for option in $("$installed" "$command" --help | sed -n 's/^ .* \(--[a-z]*\).*/\1/p'); do
        if grep -qF -- "${option//-/\\-}" "$manual"; then good; else bad "the man page does not know \`$option\`"; fi
    done
done
if command -v man >/dev/null; then
    same "troubles of the man page" "" "$(man -l --warnings -E UTF-8 -Z "$manual" 2>&1 >/dev/null | grep -v 'special character' || true)"
fi

completed() { # completed WORD…; the last one is being typed
    PATH=$(dirname "$installed"):$PATH bash -c '
        . "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _jixiao jixiao "${!#}" "${COMP_WORDS[COMP_CWORD - 1]}"
        printf "%s\n" "${COMPREPLY[@]}"' - "$scratch/prefix/share/bash-completion/completions/jixiao" "$@"
}
same "completion of a command" measure "$(completed jixiao meas)"
same "completion of an option" --strict "$(completed jixiao run --str)"
same "completion of a dataset" service-centres "$(completed jixiao run serv)"
same "completion of a chart" budget_dumbbell "$(completed jixiao chart budget_d)"
if command -v zsh >/dev/null; then
    same "troubles of the completion for zsh" "" "$(zsh -n "$scratch/prefix/share/zsh/site-functions/_jixiao" 2>&1)"
fi

# --- packages ---
# Libraries that are inside the program where the system has their archives, and are needed beside it where not.
maybe_inside=(libsqlite3 libgsl libcsv libxxhash)
knows_libpq=$(grep -acm 1 'libpq\.so\.5' "$program" || true)
linked() { # linked LIBRARY: 1 or 0
    grep -c "^[[:space:]]*$1\.so" <<<"$(ldd "$program")" || true
}
if [[ $instrumented -eq 0 ]]; then
    archives=TGZ
    if command -v dpkg-shlibdeps >/dev/null; then archives="$archives;DEB"; fi
    if command -v rpmbuild >/dev/null; then archives="$archives;RPM"; fi
    cpack --config "$build/CPackConfig.cmake" -G "$archives" -B "$scratch/packages" >"$scratch/cpack" 2>&1 ||
        bad "cpack: $(tail -n 5 "$scratch/cpack")"
    same "the program in the archive" 1 "$(tar -tzf "$scratch"/packages/*.tar.gz | grep -c '/bin/jixiao$')"
    for file in "$scratch"/packages/*.deb; do
        [[ -e "$file" ]] || continue
        same "the program in the Debian package" 1 "$(dpkg-deb -c "$file" | grep -c ' \./usr/bin/jixiao$')"
        depends=$(dpkg-deb -f "$file" Depends)
        same "libpq, which the Debian package recommends" "$knows_libpq" "$(dpkg-deb -f "$file" Recommends | grep -c libpq5 || true)"
        for need in gnuplot fonts-noto-cjk libxlsxwriter libzip; do
            if grep -q "$need" <<<"$depends"; then good; else bad "the Debian package does not depend on $need"; fi
        done
        for library in "${maybe_inside[@]}"; do
            same "$library, of which the Debian package depends" "$(linked "$library")" "$(grep -m 1 -c "$library" <<<"$depends" || true)"
        done
    done
fi

if [[ $instrumented -eq 0 ]] && command -v rpmbuild >/dev/null; then
    rpm -qpl "$scratch"/packages/*.rpm >"$scratch/listed" 2>/dev/null
    for file in /usr/bin/jixiao /usr/share/man/man1/jixiao.1 /usr/share/zsh/site-functions/_jixiao \
        /usr/share/jixiao/datasets/service-centres/dataset.meta; do
        if grep -qxF "$file" "$scratch/listed"; then good; else bad "the RPM package is without $file"; fi
    done
    same "a folder of the system in the RPM package" "" "$(grep -xF /usr/share/man/man1 "$scratch/listed" || true)"
    rpm -qp --requires "$scratch"/packages/*.rpm >"$scratch/needs" 2>/dev/null
    for need in gnuplot google-noto-sans-cjk-fonts libxlsxwriter libzip; do
        if grep -q "^$need" "$scratch/needs"; then good; else bad "the RPM package does not require $need"; fi
    done
    for library in "${maybe_inside[@]}"; do
        same "$library, which the RPM package requires" "$(linked "$library")" "$(grep -m 1 -c "^$library" "$scratch/needs" || true)"
    done
fi

# --- the bundle, in a root folder of its own where that is allowed ---
if [[ $instrumented -eq 0 ]]; then
    archive=$("$root/cmake/bundle.sh" "$build" 1 "$scratch/packages")
    mkdir -p "$scratch/jail"/{bin,dev,tmp}
    tar -xzf "$archive" -C "$scratch/jail"
    same "libpq in the bundle" "$knows_libpq" "$(tar -tzf "$archive" | grep -c '/lib/libpq\.so\.5$' || true)"
    bundled=$(cd "$scratch/jail" && echo jixiao-*/bin/jixiao)
    tools=(sh readlink dirname basename)
    for tool in "${tools[@]}"; do
        cp -L "$(command -v "$tool")" "$scratch/jail/bin/"
        ldd "$(command -v "$tool")" | grep -oE '/[^ ]+\.so[^ ]*'
    done | sort -u >"$scratch/libraries"
    # Of the C library all parts, of other libraries none.
    ldd "$program" | grep -oE '/[^ ]+/(libc|libm|ld-linux[^/]*)\.so[^ ]*' >>"$scratch/libraries"
    while IFS= read -r library; do
        mkdir -p "$scratch/jail/$(dirname "$library")"
        cp -L "$library" "$scratch/jail/$library"
    done < <(sort -u "$scratch/libraries")
    if chroot "$scratch/jail" /bin/sh -c : 2>/dev/null && mknod -m 666 "$scratch/jail/dev/null" c 1 3 2>/dev/null &&
        mkdir "$scratch/jail/proc" && mount -t proc proc "$scratch/jail/proc" 2>/dev/null; then
        chroot "$scratch/jail" /bin/sh -c "cd /tmp && PATH=/bin /$bundled run service-centres -o out" >"$scratch/stdout" \
            2>"$scratch/stderr" || bad "the bundle: $(tail -n 5 "$scratch/stderr")"
        umount "$scratch/jail/proc"
        present "the report of the bundle" "$scratch/jail/tmp/out/report.html"
        same "its charts" "$(find out/charts -name '*.svg' | wc -l)" "$(find "$scratch/jail/tmp/out/charts" -name '*.svg' | wc -l)"
        same_file "the bundle's report is the installed program's" out/report.html "$scratch/jail/tmp/out/report.html"
    else
        env -i PATH=/usr/bin:/bin "$scratch/jail/$bundled" run service-centres -o "$scratch/bundled" >"$scratch/stdout" \
            2>"$scratch/stderr" || bad "the bundle: $(tail -n 5 "$scratch/stderr")"
        present "the report of the bundle" "$scratch/bundled/report.html"
    fi
fi
verdict "installed, packed, bundled"
