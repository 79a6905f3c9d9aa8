import { projectSlug } from '@fluxloop/core/contract';

/**
 * The name in addresses that a name suggests: `Café Support-Bot 2` gives `cafe-support-bot-2`.
 * Empty when nothing of it can stand in an address.
 */
export function suggestSlug(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, projectSlug.maxLength ?? undefined)
    .replace(/^-+|-+$/g, '');
}

/** Why a name cannot stand in an address; `undefined` when it can. */
export function slugProblem(slug: string): string | undefined {
  const parsed = projectSlug.safeParse(slug);
  if (parsed.success) return undefined;
  if (slug.length < (projectSlug.minLength ?? 0)) {
    return `At least ${projectSlug.minLength} characters.`;
  }
  return 'Lower-case letters, digits and inner hyphens.';
}
