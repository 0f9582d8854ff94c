#!/bin/sh
# Proposes the newest catalog of AWS Secrets Manager: a branch with the new note, its facts and the rebuilt bundle,
# and the text of a pull request with the differences and the verdicts that change for your policies.
#
#   catalog-update.sh [POLICIES...]    files or folders of IAM policies to judge by the old and the new bundle,
#                                      relative to the top of the repository
#
# Run it in a clone of the repository with policies/ and bundles/, as often as you like: if nothing is new, or the
# branch already proposes it, it pushes nothing. It does not change your working tree.
#
# Exit code 0: the catalog is current, or the branch proposes the newer one. 2: an error; nothing was pushed.
#
#   SMGUARD_COMMAND  smguard                    the program
#   SMGUARD_FROM                                the catalog's file or address, instead of the one in source.yaml
#   SMGUARD_REMOTE   origin                     the remote to push to
#   SMGUARD_BRANCH   smguard/catalog-update     the branch; this script replaces it
#   SMGUARD_BODY     catalog-update.md          the file for the text; removed if nothing is proposed
set -u

command=${SMGUARD_COMMAND:-smguard}
remote=${SMGUARD_REMOTE:-origin}
branch=${SMGUARD_BRANCH:-smguard/catalog-update}
body=${SMGUARD_BODY:-catalog-update.md}
note=policies/catalog/secretsmanager/privileges.md
most=12000 # bytes of the difference; the limit of a pull request's text is 65,536

fail() {
    echo "catalog-update: $*" >&2
    exit 2
}

top=$(git rev-parse --show-toplevel) || fail "this is not a git repository: run it in a clone"
cd "$top" || fail "cannot enter $top"
base=$(git rev-parse --verify --quiet 'HEAD^{commit}') || fail "there is no commit yet"
git cat-file -e "$base:bundles/secretsmanager/.manifest" 2>/dev/null ||
    fail "bundles/secretsmanager is not committed: run \`smguard build\` and commit it"
rm -f "$body" || fail "cannot replace $body"
case $body in /*) ;; *) body=$top/$body ;; esac

there=$(git ls-remote --heads "$remote" "refs/heads/$branch") || fail "cannot reach $remote"
there=$(echo "$there" | cut -f 1)

work=$(mktemp -d) || fail "cannot create a temporary folder"
tree=$work/tree
clean() {
    cd "$top" || return
    git worktree remove --force "$tree" >/dev/null 2>&1
    rm -rf "$work"
    git worktree prune
}
trap clean EXIT
trap 'exit 2' HUP INT TERM
git worktree add --quiet --detach "$tree" "$base" || fail "cannot create a working tree"

judged=$#
for given in "$@"; do
    [ -e "$given" ] || fail "$given: no such file or folder in $top"
    set -- "$@" --policies "$given"
    shift
done

update() {
    if [ -n "${SMGUARD_FROM:-}" ]; then
        $command catalog update --from "$SMGUARD_FROM" "$@"
    else
        $command catalog update "$@"
    fi
}

cd "$tree" || fail "cannot enter $tree"
update --check >"$work/difference"
case $? in
0)
    cat "$work/difference"
    exit 0
    ;;
1) ;;
*) fail "cannot determine whether the catalog is current" ;;
esac
update >"$work/updated" || fail "the update failed, and nothing was pushed"

git add --all -- policies/catalog bundles
git diff --cached --quiet && fail "the update changed nothing"
if ! git config user.email >/dev/null; then
    export GIT_AUTHOR_NAME=smguard GIT_AUTHOR_EMAIL=smguard@localhost
    export GIT_COMMITTER_NAME=smguard GIT_COMMITTER_EMAIL=smguard@localhost
fi
git commit --quiet -m "Update the catalog of AWS Secrets Manager" \
    -m "$(sed 's/^/    /' "$work/difference")" || fail "cannot commit the update"

proposed=$(git rev-parse HEAD)
cd "$top" || fail "cannot enter $top"

known=no
if [ -n "$there" ]; then
    git fetch --quiet "$remote" "refs/heads/$branch" || fail "cannot fetch $branch from $remote"
    if [ "$(git rev-parse --verify --quiet "$there^")" = "$base" ] && git diff --quiet "$there" "$proposed" -- "$note"
    then
        known=yes
    fi
fi

{
    echo "\`smguard catalog update\` rebuilt the bundle from a newer catalog of AWS Secrets Manager."
    echo
    echo "### What differs"
    echo
    if [ "$(wc -c <"$work/difference")" -le "$most" ]; then
        sed 's/^/    /' "$work/difference"
    else
        head -c "$most" "$work/difference" | sed -e '$d' -e 's/^/    /'
        echo "    …"
    fi
    echo
    if [ "$judged" -eq 0 ]; then
        echo "No policies were given to \`catalog-update.sh\`, so the effect on them is not known."
    else
        $command impact "$@" --old "$base" --new "$proposed" --format markdown >"$work/impact"
        if [ $? -gt 1 ]; then
            echo "**Not everything could be judged: see the log of the job.**"
            echo
        fi
        cat "$work/impact"
    fi
} >"$work/body"

if [ $known = yes ]; then
    said="$branch on $remote already proposes it"
else
    git push --quiet --force-with-lease="refs/heads/$branch:$there" "$remote" "$proposed:refs/heads/$branch" ||
        fail "cannot push $branch to $remote"
    said="pushed $branch to $remote"
fi
cp "$work/body" "$body" || fail "cannot write $body, although $branch was pushed"
echo "$said; the text of the pull request is in $body"
