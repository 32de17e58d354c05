#!/bin/sh
# Saves what AWS says of a network, so that routelore can diagnose it without any credentials of yours.
#
# Run it where the AWS CLI (version 2) is signed in, which it always is in AWS CloudShell:
#
#     sh routelore-save.sh [FOLDER]
#
# It only reads, and it writes only FOLDER and FOLDER.zip. What it saves holds account ids, tags, addresses and policies:
# `routelore save NEW --saved FOLDER.zip --redact` puts other names in their place before you pass it on.
# shellcheck disable=SC2016,SC2317  # backquotes belong to JMESPath, and most functions are called by way of others
(
  set -uf
  umask 077
  # <settings>
  AWS_PAGER='' AWS_CLI_AUTO_PROMPT=off AWS_RETRY_MODE=standard AWS_MAX_ATTEMPTS=8
  export AWS_PAGER AWS_CLI_AUTO_PROMPT AWS_RETRY_MODE AWS_MAX_ATTEMPTS

  say() {
    printf '%s\n' "$*" >&2
  }

  stop() { # STATUS SENTENCE
    say "routelore: $2"
    exit "$1"
  }

  ask() { # [OPTION…] SERVICE COMMAND [OPTION…]: what AWS says
    aws --region "$region" --no-cli-pager "$@" </dev/null
  }

  every_page() { # SERVICE COMMAND [OPTION…]: all pages, one after another, of a command that the CLI does not page through
    token=''
    while ask --output json "$@" ${token:+--next-token "$token"} >"$folder/.page"; do
      cat "$folder/.page"
      next=$(sed -n 's/^ *"NextToken": "\(.*\)",\{0,1\}$/\1/p' "$folder/.page")
      case $next in '' | "$token") return 0 ;; esac
      token=$next
    done
    return 1
  }

  save() { # NAME SERVICE COMMAND [OPTION…]: keep the answer as NAME.json, or the refusal as NAME.error
    name=$1
    shift
    keep ask --output json "$@"
  }

  save_pages() { # the same for a command that the CLI does not page through
    name=$1
    shift
    keep every_page "$@"
  }

  keep() { # COMMAND…
    asked=$((asked + 1))
    say "[$asked/$total] $name"
    if "$@" >"$folder/.answer" 2>"$folder/.refusal"; then
      [ ! -s "$folder/.answer" ] || mv -f "$folder/.answer" "$folder/$name.json"
    else
      [ -s "$folder/.refusal" ] || echo 'the AWS CLI failed without a word' >"$folder/.refusal"
      say "  refused: $(sed -n '/./{p;q;}' "$folder/.refusal")"
      mv -f "$folder/.refusal" "$folder/$name.error"
    fi
    tidy
  }

  tidy() {
    rm -f "$folder/.answer" "$folder/.refusal" "$folder/.page"
  }

  interrupted() {
    tidy
    stop 130 "interrupted; $folder is not complete."
  }

  too_new() { # NAME: whether the CLI is too old for an option of that call; then the call is to be made without
    grep -q 'Unknown options' "$folder/$1.error" 2>/dev/null || return 1
    rm -f "$folder/$1.error"
    total=$((total + 1))
  }

  try() { # NAME SERVICE COMMAND [OPTION…]: keep the answer, if there is one
    save "$@"
    rm -f "$folder/$name.error"
  }

  unsaid() { # NAME: whether that call got no answer
    [ ! -e "$folder/$1.json" ] || return 1
    total=$((total + 1))
  }

  look() { # NAME MEMBER QUERY SERVICE COMMAND [OPTION…]: the ids that the query finds, where the saved answer has the member
    grep -q "\"$2\":" "$folder/$1.json" 2>/dev/null || return 0
    query=$3
    shift 3
    ask --output text --query "$query" "$@" 2>/dev/null
  }

  look_at_pages() { # the same for a command that the CLI does not page through
    grep -q "\"$2\":" "$folder/$1.json" 2>/dev/null || return 0
    query=$3
    shift 3
    token=''
    while said=$(ask --output text --query "[[NextToken], $query]" "$@" ${token:+--next-token "$token"} 2>/dev/null); do
      printf '%s\n' "$said" | sed 1d
      next=$(printf '%s\n' "$said" | sed 1q)
      case $next in '' | None | "$token") return 0 ;; esac
      token=$next
    done
  }

  forget() { # begin to gather anew
    found='' known='' many=0
  }

  hear() { # COMMAND…: gather the ids that it prints, each once, without those that are known
    for word in $("$@"); do
      word=${word##*/}
      case $word in None | '' | *[!A-Za-z0-9._-]*) continue ;; esac
      case " $known $found " in *" $word "*) continue ;; esac
      found="$found $word"
      many=$((many + 1))
    done
  }

  know() { # COMMAND…: nothing need be asked about the ids that it prints
    for word in $("$@"); do
      known="$known $word"
    done
  }

  count() { # ENDING: how many files of the folder end with it
    echo $(($(find "$folder" -name "*.$1" | wc -l)))
  }

  compress() { # put the folder into an archive beside it, with whatever is there to do so
    cd "$(dirname "$folder")" || return 1
    it=$(basename "$folder")
    if command -v zip >/dev/null 2>&1; then
      zip -q -r -X "$it.zip" "$it" >&2
    elif command -v python3 >/dev/null 2>&1; then
      python3 -m zipfile -c "$it.zip" "$it" >&2
    else
      tar -czf "$it.tar.gz" "$it" >&2
    fi
  }

  command -v aws >/dev/null 2>&1 || stop 2 'there is no AWS CLI here; run this in AWS CloudShell, or install the AWS CLI version 2.'
  case $(aws --version 2>&1 </dev/null) in
    aws-cli/1.*) stop 2 'this AWS CLI is version 1; run this in AWS CloudShell, or install version 2.' ;;
  esac
  [ -n "$region" ] || region=${AWS_REGION:-${AWS_DEFAULT_REGION:-$(aws configure get region </dev/null)}}
  [ -n "$region" ] || stop 2 'no Region is set; run it again as: AWS_REGION=ap-northeast-2 sh routelore-save.sh'
  folder=${1:-routelore-$region}
  folder=${folder%/}
  case $folder in '') stop 2 'name a folder that is not the root of everything.' ;; /*) ;; *) folder=$PWD/$folder ;; esac
  [ ! -e "$folder" ] || [ -d "$folder" ] || stop 2 "$folder is a file; name a new folder."
  [ -z "$(ls -A "$folder" 2>/dev/null)" ] || stop 2 "$folder is not empty; name a new folder."
  for taken in "$folder.zip" "$folder.tar.gz"; do
    [ ! -e "$taken" ] || stop 2 "$taken is there already; move it away, or name a new folder."
  done
  mkdir -p "$folder" || stop 2 "$folder cannot be made; name another folder."
  trap interrupted INT TERM HUP
  asked=0

  say "Reading $region with the AWS CLI. Nothing is changed. / AWS CLI로 $region 리전을 읽기만 해요."
  account='' partition=''
  if who=$(ask sts get-caller-identity --query '[Account,Arn]' --output text 2>"$folder/.refusal"); then
    account=${who%%[!0-9]*}
    partition=${who#*arn:}
    partition=${partition%%:*}
  else
    why=$(cat "$folder/.refusal")
    case $why in
      *ExpiredToken* | *InvalidClientTokenId* | *SignatureDoesNotMatch* | *UnrecognizedClient*) signed_in=no ;;
      *'when calling the GetCallerIdentity operation'*) signed_in=yes ;;
      *) signed_in=no ;;
    esac
    if [ "$signed_in" = no ]; then
      tidy
      rmdir "$folder" 2>/dev/null
      stop 3 "the AWS CLI is not signed in, or cannot reach AWS: $why"
    fi
    mv -f "$folder/.refusal" "$folder/get-caller-identity.error"
  fi

  # <calls>

  answers=$(count json) refusals=$(count error)
  [ "$answers" -gt 0 ] || stop 3 "AWS answered none of the calls; its words are in $folder."
  printf '{\n    "partition": "%s",\n    "account": "%s",\n    "region": "%s",\n    "taken_at": "%s",\n    "by": "%s"\n}\n' \
    "$partition" "$account" "$region" "$(date -u +%Y-%m-%dT%H:%M:%S+00:00)" "$by" >"$folder/snapshot.json"
  tidy
  (compress) || say "routelore: $folder could not be compressed; compress it yourself."
  archive=$folder
  for made in "$folder.zip" "$folder.tar.gz"; do
    [ ! -e "$made" ] || archive=$made
  done
  it=${archive##*/}
  cat <<END

$answers answers, $refusals refusals: $archive
- Drop this file into your conversation with routelore and ask, or: routelore diagnose SUBNET --saved $it
- From CloudShell: Actions > Download file, and paste the path above.

응답 $answers개, 거부 $refusals개: $archive
- 이 파일을 routelore와의 대화에 올리고 질문해 주세요. 터미널에서는 routelore diagnose 서브넷 --saved $it
- CloudShell에서는 작업 > 파일 다운로드에 위 경로를 붙여 넣으면 받을 수 있어요.
END
)
