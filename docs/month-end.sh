#!/usr/bin/env bash
# Reconciles a month and closes it, by commands alone: the sample company's last one, in a home folder of its own.
# docs/manual.md, "A month in one script", tells each step; with your own book the first two are your bank's files instead.
set -euo pipefail

counterfoil() { ${COUNTERFOIL:-npm run -s counterfoil --} "$@"; }
month=$(date -u -d "$(date -u +%Y-%m-15) -1 month" +%Y-%m 2>/dev/null || date -u -v15d -v-1m +%Y-%m)
last=$(date -u -d "$month-01 +1 month -1 day" +%F 2>/dev/null || date -u -j -v+1m -v-1d -f %F "$month-01" +%F)
COUNTERFOIL_HOME=${COUNTERFOIL_HOME:-$(mktemp -d)}
export COUNTERFOIL_HOME
folder=$COUNTERFOIL_HOME/$month
mkdir -p "$folder"

# 1. The book, its gateways fetched; and what the two banks say, in four formats.
counterfoil demo
counterfoil demo statements "$folder"
counterfoil import statement "$folder"/main-* --bank main
counterfoil import statement "$folder"/dollars-* --bank dollars

# 2. What is beyond doubt is matched as one set. What is left is looked at, and booked by hand.
counterfoil match --accept
counterfoil match lines
counterfoil match book --text 'J. DOE' --as receipt --note 'a deposit without a reference: asked who sent it'

# 3. What cannot be explained: ends with 4 while there is anything. Each is matched, booked, corrected, or let be with a reason.
counterfoil exceptions --until "$last" || [ $? -eq 4 ]
counterfoil exceptions answer --type amount-differs --until "$last" --ignore 'another sum of coins came: agreed with the customer'
counterfoil exceptions --until "$last"

# 4. The close: the checklist, one operator asks, another one approves and writes the sealed bundle.
counterfoil close "$month" --preview || [ $? -eq 4 ]
counterfoil close "$month" --note 'Payments whose customer the gateways do not name stay in suspense.'
COUNTERFOIL_OPERATOR_PASSPHRASE=counterfoil counterfoil close "$month" --approve --operator 'Tomás Rey' \
  --bundle "$folder/$month.zip"

# 5. Whoever gets the bundle checks it without the book; and the book itself is in order.
counterfoil verify-bundle "$folder/$month.zip"
counterfoil verify
