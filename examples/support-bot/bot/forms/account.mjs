import { lastFour } from '../slots.mjs';

/** @typedef {import('./form.mjs').Form} Form */

/**
 * What concerns a customer's account, and the hand-over to a person.
 * @type {Record<string, Form>}
 */
export const accountForms = {
  'account.password': {
    needs: () => ['email'],
    confirm: ({ slots }) =>
      `I will send a link for a new password to ${slots.email}. Is that address right?`,
    correct: 'email',
    done: ({ slots }) => `The link is on its way to ${slots.email}. It works for 30 minutes.`,
  },
  'account.locked': {
    needs: () => ['email'],
    done: ({ slots }) =>
      `If there is an account for ${slots.email}, a link to unlock it is on its way. It works for 30 minutes.`,
  },
  'account.delete': {
    needs: () => ['email'],
    confirm: ({ slots }) =>
      `Deleting the account of ${slots.email} cannot be undone. Orders, gift cards and personal data go within 30 days. Shall I file the request?`,
    done: ({ slots }) =>
      `Your deletion request for ${slots.email} is filed. We confirm by e-mail when your data is erased, within 30 days.`,
  },
  'account.unsubscribe': {
    needs: () => ['email'],
    done: ({ slots }) => `${slots.email} is off our newsletter list. Order e-mails still come.`,
  },
  'api.leaked': {
    needs: () => ['api_key'],
    confirm: ({ slots }) =>
      `A revoked key stops working at once and cannot come back. Shall I revoke ${slots.api_key}?`,
    done: ({ slots }) =>
      `The key ending in ${lastFour(slots.api_key ?? '')} is revoked. Create a new one under “Business > API keys”.`,
  },
  human: {
    needs: () => ['phone'],
    done: ({ slots, said }) =>
      `A colleague will call you on ${slots.phone} within the hour.${handOver(said)}`,
  },
};

/** @param {readonly string[]} said */
function handOver(said) {
  if (said.length === 0) return '';
  return ` You need not repeat yourself, I passed on what you wrote: ${said
    .slice(-3)
    .map((text) => `“${text.trim()}”`)
    .join(', ')}.`;
}
