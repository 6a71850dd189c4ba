#!/usr/bin/env bash
# Tryton 6.0 from Debian's packages, as a real CRM for tests and for the demo: installs the packages, makes a
# SQLite database, seeds it through JSON-RPC, serves the web client on loopback. A step already done is skipped.
#
#   setup.sh [up]     install + create + seed + start, then prints env.json
#   setup.sh reset    back to the freshly seeded database (about 2 s), server running
#   setup.sh seed     makes TRYTON_FROM ready to be copied (TRYTON_PORT is used meanwhile), starts nothing
#   setup.sh stop     stops the server
#   setup.sh status   prints env.json when the server answers, else exits 1
#
# Environment: TRYTON_PORT (8010) · TRYTON_HOME (crm-tryton in the temp folder; crm-tryton-PORT for another port)
# · TRYTON_FROM (a home whose seeded database is copied instead of seeding again; the default home)
# · TRYTON_DB (crm). env.json in the home has base URL, logins and what was seeded.
# Exits 3 when Tryton cannot be had on this machine (no apt, no right to install), 1 when something failed.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
tmp=${TMPDIR:-/tmp}
tmp=${tmp%/}
port=${TRYTON_PORT:-8010}
home=${TRYTON_HOME:-$tmp/crm-tryton$([[ $port = 8010 ]] || echo "-$port")}
from=${TRYTON_FROM:-$tmp/crm-tryton}
db=${TRYTON_DB:-crm}
[[ ${1:-up} != seed ]] || home=$from
admin_pw=${TRYTON_ADMIN_PASSWORD:-admin-Pw-1}
rep_pw=${TRYTON_REP_PASSWORD:-rep-Pw-1}
base=http://127.0.0.1:$port
conf=$home/trytond.conf
file=$home/data/$db.sqlite
pristine=$home/$db.pristine.sqlite
py=/usr/bin/python3 # Debian's own: its packages are not on the path of a python installed beside it
pkgs=(tryton-server tryton-modules-sale-opportunity tryton-sao curl)
say() { printf 'tryton: %s\n' "$*" >&2; }

answers() { curl -fsS --noproxy '*' -m 2 -o /dev/null "$base/" 2>/dev/null; }

alive() { [[ -s $home/pid ]] && kill -0 "$(cat "$home/pid")" 2>/dev/null && grep -qa trytond "/proc/$(cat "$home/pid")/cmdline" 2>/dev/null; }

stop() {
  if alive; then
    kill "$(cat "$home/pid")"
    for _ in $(seq 50); do alive || break; sleep 0.1; done
    if alive; then kill -9 "$(cat "$home/pid")"; fi
  fi
  rm -f "$home/pid"
}

start() {
  alive && answers && return
  stop
  if answers; then say "port $port is taken by something else; set TRYTON_PORT to a free one"; exit 1; fi
  setsid nohup /usr/bin/trytond -c "$conf" -d "$db" >"$home/trytond.log" 2>&1 </dev/null 9>&- &
  echo $! >"$home/pid"
  for _ in $(seq 150); do
    answers && return
    alive || break
    sleep 0.2
  done
  tail -20 "$home/trytond.log" >&2
  say "the server did not come up; its log is above"
  exit 1
}

install() {
  local missing=() p
  if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    say "Tryton is taken from Debian's packages, and this machine has no apt; run this on Debian 12 or in its container"
    exit 3
  fi
  for p in "${pkgs[@]}"; do
    dpkg-query -W -f '${db:Status-Status}' "$p" 2>/dev/null | grep -qx installed || missing+=("$p")
  done
  ((${#missing[@]})) || return 0
  local sudo=()
  if [[ $(id -u) != 0 ]]; then
    if ! sudo -n true 2>/dev/null; then
      say "these packages are missing and only root may install them: sudo apt-get install ${missing[*]}"
      exit 3
    fi
    sudo=(sudo -n)
  fi
  say "installing ${missing[*]}"
  local apt=("${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300 -qq -y)
  "${apt[@]}" install --no-install-recommends "${missing[@]}" >"$home/apt.log" 2>&1 9>&- ||
    { "${apt[@]}" update >>"$home/apt.log" 2>&1 9>&- && "${apt[@]}" install --no-install-recommends "${missing[@]}" >>"$home/apt.log" 2>&1 9>&-; } ||
    { tail -20 "$home/apt.log" >&2; say "apt could not install Tryton; its output is above"; exit 3; }
}

configure() {
  mkdir -p "$home/data"
  cat >"$conf" <<END
[web]
root = /usr/share/tryton-sao/www
listen = 127.0.0.1:$port
[database]
uri = sqlite://
path = $home/data
[session]
timeout = 86400
max_age = 864000
END
}

create() {
  if [[ ! -s $pristine && $from != "$home" && -s $from/$db.pristine.sqlite && -s $from/env.json ]]; then
    cp "$from/env.json" "$home/env.json"
    cp "$from/$db.pristine.sqlite" "$pristine.part"
    mv "$pristine.part" "$pristine"
  fi
  if [[ -s $pristine && -s $home/env.json ]]; then
    [[ -s $file ]] || cp "$pristine" "$file"
    sed -i "s#http://127\.0\.0\.1:[0-9]*#$base#g" "$home/env.json" # the home may have been made for another port
    return
  fi
  stop
  rm -f "$file"
  : >"$file" # trytond's SQLite backend wants the file to be there
  local pass
  pass=$(mktemp)
  printf '%s\n' "$admin_pw" >"$pass"
  say "creating the database (about 25 s)"
  TRYTONPASSFILE=$pass /usr/bin/trytond-admin -c "$conf" -d "$db" --all --email admin@example.invalid --language en >"$home/admin.log" 2>&1 &&
    /usr/bin/trytond-admin -c "$conf" -d "$db" -u sale_opportunity --activate-dependencies >>"$home/admin.log" 2>&1 ||
    { rm -f "$pass"; tail -20 "$home/admin.log" >&2; say "the database could not be made"; exit 1; }
  rm -f "$pass"
  start
  $py "$here/seed.py" "$base" "$db" "$admin_pw" "$rep_pw" >"$home/env.json.part"
  stop
  cp "$file" "$pristine.part"
  mv "$home/env.json.part" "$home/env.json"
  mv "$pristine.part" "$pristine"
}

mkdir -p "$home"
if command -v flock >/dev/null; then exec 9>"$home/lock"; flock 9; fi # two suites may ask for the same home
case ${1:-up} in
up) install; configure; create; start; cat "$home/env.json" ;;
reset) install; stop; rm -f "$file" "$file"-*; configure; create; start; cat "$home/env.json" ;;
seed) [[ -s $pristine ]] || { install; configure; create; } ;;
stop) stop ;;
status) alive && answers && cat "$home/env.json" ;;
*) sed -n '2,15s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac
