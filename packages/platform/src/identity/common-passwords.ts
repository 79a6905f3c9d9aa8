let common: Promise<ReadonlySet<string>> | undefined;

/**
 * Tells whether a password is among the 49,000 that people choose most, or is made of one: with
 * digits and signs around it, or repeated. The list is that of zxcvbn
 * (https://github.com/zxcvbn-ts/zxcvbn), read when it is first asked for.
 */
export async function isCommonPassword(password: string): Promise<boolean> {
  common ??= loadList();
  const list = await common;
  return variantsOf(password).some((variant) => variant.length < 4 || list.has(variant));
}

async function loadList(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  return new Set(dictionary['passwords-common'].map(String));
}

/** What is looked up in the place of a password; all of it in lower case. */
function variantsOf(password: string): string[] {
  const whole = password.normalize('NFKC').toLowerCase();
  const bare = whole.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  // Of nothing but digits and signs there is no bare form.
  const forms = bare === '' ? [whole] : [whole, bare];
  return forms.flatMap((form) => [form, repeatedPart(form)]);
}

/** The shortest text that gives the form when it is repeated. */
function repeatedPart(form: string): string {
  // A text that repeats itself is found in its double before its second half.
  return form.slice(0, (form + form).indexOf(form, 1));
}
