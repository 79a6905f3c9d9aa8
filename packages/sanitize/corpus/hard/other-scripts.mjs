/** Hard lines in Japanese, and in signs that hide plain ones; see `index.mjs` for the marks. */
export const japanese = `
電話は⟦phone|０９０−１２３４−５６７８⟧です
携帯：⟦phone|090-1234-5678⟧
ご連絡は⟦phone|03(1234)5678⟧まで
メールは⟦email|ｔａｎａｋａ@example.jp⟧へ
メール：⟦email|tanaka@example.co.jp⟧、電話：⟦phone|+81-3-1234-5678⟧
カード番号は⟦payment_card|4111 ·1111 ·1111 ·1111⟧です
カード番号⟦payment_card|４１１１１１１１１１１１１１１１⟧
マイナンバー⟦national_id|1234 5678 9018⟧
注文番号は09012345678です
生年月日は⟦date_of_birth|1981年5月3日⟧です
発売日は2025年5月3日です
パスワード：⟦api_key|Natsu2024!⟧
パスワードが違います
パスワードを忘れました
旅券番号⟦passport|TK1234567⟧
合計は1,234円です
2025年11月21日14時30分に開始
IPアドレスは⟦ip|203.0.113.9⟧でした
バージョン1.2.3.4を使っています
`;
export const hidden = `
card ⟦payment_card|4111\u00a01111\u00a01111\u00a01111⟧ with no-break spaces
card ⟦payment_card|4111–1111–1111–1111⟧ with en dashes
card ⟦payment_card|4111\u200b1111\u200b1111\u200b1111⟧ with zero-width spaces
mail ⟦email|jane\u00addoe@example.com⟧ with a soft hyphen
mail ⟦email|jane＠example.com⟧ with a full-width sign
call ⟦phone|+1\u2011202\u2011555\u20110173⟧ with no-break hyphens
iban ⟦iban|DE89\u202f3704\u202f0044\u202f0532\u202f0130\u202f00⟧ with narrow spaces
SSN ⟦us_ssn|457‑55‑5462⟧
key ⟦api_key|gh·p_16C7e42F292c\u200b6912E7710c838347Ae178B4a⟧ broken by a zero-width space
⟦payment_card|٤١١١ ١١١١ ١١١١ ١١١١⟧ in Arabic digits, card
`;
