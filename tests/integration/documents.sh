#!/usr/bin/env bash
# The documents of the shipped centres open in LibreOffice without repair: each of them becomes a PDF with its words in it. The same
# run gives the same bytes, --documents writes what the command writes, and comments come and go.
set -euo pipefail
. "$(dirname "$0")/lib.bash"
if ! command -v soffice >/dev/null; then
    echo "skipped: there is no soffice; ./setup install check installs it"
    exit 77
fi

cd "$scratch"
cp -R "$root/datasets/service-centres" centres
ends 0 "run --documents" run centres -o run --documents --quiet
ends 0 "documents" documents --db run/jixiao.db -o step --quiet
same_folder "documents of run and of the command" run/documents step/documents
same "what documents prints" "$(cd step && find documents -type f | sed 's|^|step/|' | sort)" "$(sort stdout)"
same "files of a department and year" "documents/yanling-2020.docx documents/yanling-2020.html documents/yanling-2020.xlsx" \
    "$(cd step && echo documents/yanling-2020.*)"

# Each document through LibreOffice; as text, too, to see that it was understood and not only taken.
convert() { # convert FORMAT FOLDER FILE…
    local format=$1 folder=$2
    shift 2
    soffice "-env:UserInstallation=file://$scratch/profile" --headless --convert-to "$format" --outdir "$folder" "$@" \
        >convert.log 2>&1 || bad "soffice: $(tail -n 3 convert.log)"
}
for suffix in docx xlsx html; do
    convert pdf "pdf/$suffix" step/documents/*."$suffix"
    for file in step/documents/*."$suffix"; do
        same "$(basename "$file") as PDF" "%PDF" "$(head -c 4 "pdf/$suffix/$(basename "$file" ".$suffix").pdf" 2>&1)"
    done
done
convert txt:Text text step/documents/yanling-2020.docx
for words in '炎陵县政务服务中心' '较上年增加70.47万元，增长19.28%' '占88.62%' '完成年初预算（210.58万元）的207.05%' \
    '得分96.00分（满分100.00分），等级为“优”' '〔reason:expenditure〕' '(11,480.07 − 18,007.07) / 18,007.07 × 100% = -36.25%'; do
    if grep -qF "$words" text/yanling-2020.txt; then good; else bad "yanling-2020.docx: \`$words\` is not in it"; fi
done

# A comment fills its blank, the next year carries it, and one that no blank takes is told.
cat >centres/comments.csv <<'END'
单位编码,年度,栏目,内容
yanling,2019,reason:expenditure,上年的话
yanling,2020,reason:three_public,压减接待
yanling,2020,reason:expenditur,写错了
END
ends 0 "run with comments" run centres -o commented --documents
says "a comment for no blank" \
    "centres/comments.csv:4:3: topic \`reason:expenditur\` is no blank of this department's document of 2020; did you mean \`reason:expenditure\`?"
page=commented/documents/yanling-2020.html
if grep -qF '（原因：压减接待）' "$page"; then good; else bad "the comment is not in its blank"; fi
if grep -qF '〔reason:three_public〕' "$page"; then bad "a filled blank still has its mark"; else good; fi
if grep -qF '________；上年说明（2019年）：上年的话）' "$page"; then good; else bad "last year's words are not carried"; fi

ends 2 "documents without -o" documents --db run/jixiao.db
ends 2 "documents of nobody" documents 无此单位 --db run/jixiao.db -o none
says "documents of nobody" 'there is no such department'
absent "documents of nobody" none
ends 0 "documents of one" documents 炎陵县政务服务中心 --db run/jixiao.db -o one --years 2020 --lang en --quiet
same "documents of one" "yanling-2020.docx yanling-2020.html yanling-2020.xlsx" "$(cd one/documents && echo *)"
verdict "documents"
