#!/usr/bin/env bash
# The first command of README on a bare system: what debootstrap makes, git, and a clone of what is committed. Without this nobody notices
# that something was installed already. Needs root, debootstrap and a mirror; some minutes: `ctest --preset sweep -R bare`.
# bare.sh PROGRAM ROOT [SUITE [MIRROR [WORD]]]: another release than this machine's (jammy, from its mirror), another word than `run`.
set -euo pipefail
root=$(cd "${2:?bare.sh PROGRAM ROOT [SUITE [MIRROR [WORD]]]}" && pwd -P)
skip() {
    printf 'skipped: %s\n' "$*"
    exit 77
}
[[ $(id -u) -eq 0 ]] || skip "only root can make a system"
command -v debootstrap >/dev/null || skip "there is no debootstrap"
# shellcheck disable=SC1091  # of this machine
suite=${3:-$(. /etc/os-release && printf %s "$VERSION_CODENAME")}
# shellcheck disable=SC2016  # apt-get's own words
mirror=${4:-$(apt-get indextargets --format '$(REPO_URI)' | head -n 1)}
word=${5:-run}
[[ $mirror ]] || skip "apt-get names no mirror"
components=main
case $(readlink -f "/usr/share/debootstrap/scripts/$suite") in */gutsy) components=main,universe ;; esac

scratch=$(mktemp -d)
leave() {
    umount -R "$scratch/bare/dev" "$scratch/bare/proc" 2>/dev/null || true
    # Nothing of this machine's may be reached through the folder when it is removed.
    if ! grep -q " $scratch/" /proc/mounts; then rm -rf "$scratch"; fi
}
trap leave EXIT
bare=$scratch/bare
keyring=()
if [[ $components != main && ! -e /usr/share/keyrings/ubuntu-archive-keyring.gpg ]]; then keyring=(--no-check-gpg); fi
debootstrap "${keyring[@]}" --variant=minbase --components="$components" --include=git,ca-certificates "$suite" "$bare" "$mirror" >"$scratch/log" 2>&1 ||
    { tail -n 5 "$scratch/log" && skip "debootstrap cannot make $suite from there"; }
cp /etc/resolv.conf /etc/hosts "$bare/etc/"
mount -t proc proc "$bare/proc"
mount --rbind /dev "$bare/dev" && mount --make-rslave "$bare/dev"
git clone --quiet --no-hardlinks "$root" "$bare/jixiao"

inside() {
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 chroot "$bare" bash -c "cd /jixiao && $1"
}
if ! inside "./setup $word" >"$scratch/log" 2>&1; then
    tail -n 40 "$scratch/log"
    printf 'FAILED: ./setup %s in a bare %s\n' "$word" "$suite"
    exit 1
fi
# And again without a network: nothing is left to be fetched.
if ! inside "unshare --net ./setup $word" >"$scratch/log" 2>&1; then
    tail -n 40 "$scratch/log"
    printf 'FAILED: ./setup %s in %s, a second time and without a network\n' "$word" "$suite"
    exit 1
fi
if [[ $word == run ]]; then
    for report in service-centres philadelphia; do [[ -s $bare/jixiao/out/$report/report.html ]]; done
fi
printf 'passed: ./setup %s in a bare %s, and again without a network\n' "$word" "$suite"
