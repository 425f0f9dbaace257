#!/bin/sh
# Makes the repositories that the tests read, by DVC itself: `sh make.sh dvc3 /path/to/bin/of/dvc-3`, `sh make.sh dvc2 /path/to/bin/of/dvc-2`.
# The archives here are by DVC 3.67.1 (with dvclive 3.49.1) and 2.58.2 ('setuptools<80' 'pathspec<0.12' 'fsspec<2024' 'dulwich<0.22'),
# from PyPI, on Linux with Python 3.11.
set -eu
name=$1
bin=$2
here=$(cd "$(dirname "$0")" && pwd)
root=/tmp/made-by-$name
rm -rf "$root"
mkdir -p "$root/first" "$root/second"
export PATH="$bin:$PATH" DVC_NO_ANALYTICS=1 HOME="$root" XDG_CONFIG_HOME="$root/.config" XDG_CACHE_HOME="$root/.cache"
export GIT_AUTHOR_NAME=ada GIT_AUTHOR_EMAIL=ada@example.org GIT_COMMITTER_NAME=ada GIT_COMMITTER_EMAIL=ada@example.org
export GIT_AUTHOR_DATE=2026-03-01T12:00:00Z GIT_COMMITTER_DATE=2026-03-01T12:00:00Z DVC_SITE_CACHE_DIR="$root/.site" DVC_STUDIO_OFFLINE=1
umask 022

cd "$root/first"
git -c init.defaultBranch=main init -q
dvc init -q
mkdir -p data/sub imgs/a imgs/a-b imgs/nested/deep imgs/empty-folder src
printf 'x,y\r\n1,2\r\n' > data/train.csv
printf 'hello\r\nworld\r\n' > data/crlf.txt
printf 'a\000b\r\nc\r\n' > data/binary.bin
printf 'space and accents\n' > 'data/é ü.txt'
printf 'led\n' > data/-lead.txt
: > data/empty.csv
printf '#!/bin/sh\necho hi\n' > data/run.sh
chmod 755 data/run.sh
printf 'one\r\ntwo\r\n' > 'imgs/é ü.txt'
printf 'quoted\n' > 'imgs/q"uote.txt'
printf 'fullwidth\n' > 'imgs/～.txt'
printf 'emoji\n' > 'imgs/😀.txt'
printf 'delete\n' > "$(printf 'imgs/d\177l.txt')"
printf 'b\n' > imgs/a/b
printf 'x\n' > imgs/a-b/x
printf 'dash\n' > imgs/-dash
printf 'deep\n' > imgs/nested/deep/file
: > imgs/empty
printf 'ignored\n' > imgs/notes.tmp
ln -s a/b imgs/link
printf '*.tmp\n' > .dvcignore
mkdir emptied
( cd data && dvc add -q train.csv crlf.txt binary.bin 'é ü.txt' ./-lead.txt empty.csv run.sh )
dvc add -q imgs emptied

cat > params.yaml <<'P'
lr: 0.01
epochs: 3
nested:
  depth: 4
  names: [a, b]
models:
  small: {layers: 2, out: small.txt}
  large: {layers: 8, out: large.txt}
P
printf '{"seed": 7}\n' > extra.json
cat > dvc.yaml <<'Y'
vars:
  - extra.json
  - folder: out
    suffix: .txt
stages:
  prepare:
    cmd: mkdir -p ${folder} && cp data/train.csv ${folder}/ready.csv
    deps:
      - data/train.csv
    outs:
      - ${folder}/ready.csv
  fit:
    foreach: ${models}
    do:
      cmd: mkdir -p ${folder} && echo ${key} ${item.layers} ${seed} > ${folder}/${item.out}
      deps:
        - ${folder}/ready.csv
      params:
        - lr
        - models.${key}.layers
      outs:
        - ${folder}/${item.out}:
            desc: a model of ${item.layers} layers
  list:
    foreach: [1, two]
    do:
      cmd: mkdir -p ${folder} && echo ${item} > ${folder}/list-${item}${suffix}
      outs:
        - ${folder}/list-${item}${suffix}
  grid:
    matrix:
      name: ${nested.names}
      size: [1, 2]
    cmd: mkdir -p ${folder} && echo ${item.name} ${item.size} > ${folder}/grid-${item.name}-${item.size}.txt
    outs:
      - ${folder}/grid-${item.name}-${item.size}.txt
  inner:
    wdir: src
    cmd:
      - mkdir -p made/sub
      - echo ${nested.depth} > made/sub/file.txt
    outs:
      - made
  score:
    cmd: echo '{"acc":0.5}' > score.json
    deps:
      - ${folder}/small.txt
    metrics:
      - score.json:
          cache: false
Y
if [ "$name" = dvc2 ]; then
  # `matrix` came with DVC 3.
  python3 - <<'P'
import re
text = open('dvc.yaml').read()
open('dvc.yaml', 'w').write(re.sub(r"  grid:\n.*?(?=  inner:)", '', text, flags=re.S))
P
fi
dvc repro -q
git add -A
git commit -qm 'Stages'
if [ "$name" = dvc3 ]; then
  python3 - <<'P'
from dvclive import Live
with Live(save_dvc_exp=False, report=None) as live:
    live.log_param('lr', 0.01)
    for step in range(3):
        live.log_metric('loss', 1 / (step + 1))
        live.next_step()
P
fi
dvc remote add -q -d store "$root/remote"
dvc push -q
git add -A
git commit -qm 'Everything'

cd "$root/second"
git -c init.defaultBranch=main init -q
dvc init -q
dvc import -q "$root/first" data/train.csv -o imported.csv
dvc import -q "$root/first" imgs -o pictures
printf 'from elsewhere\n' > "$root/elsewhere.txt"
dvc import-url -q "$root/elsewhere.txt" linked.txt
git add -A
git commit -qm 'Imports'

cd "$root"
rm -rf first/.git/hooks second/.git/hooks first/.dvc/tmp second/.dvc/tmp .site .cache .config
tar --sort=name --mtime=2026-03-01 --owner=0 --group=0 --numeric-owner -czf "$here/$name.tar.gz" first second
