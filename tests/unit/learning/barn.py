"""A small lab as a team may write one, which is right in every field."""

GOOD = """\
id: green-barn
level: 1
title: {ko: 헛간, en: A barn}
story: {ko: 이야기예요, en: A story}
network:
  - gateway: {id: vpce-0a5, service: s3, tables: [rtb-0l2]}
question: {from: subnet-0k1, to: s3}
goal: {verdict: PRIVATE_GATEWAY_ENDPOINT}
steps: 1
causes: [[GWE-002]]
hints:
  - {ko: 힌트예요, en: A hint}
after: {ko: 배운 점이에요, en: What it teaches}
entry: route-table
"""
