import { orderOf } from './form.mjs';

/** @typedef {import('./form.mjs').Form} Form */

/**
 * Where money and paper are concerned.
 * @type {Record<string, Form>}
 */
export const paymentForms = {
  refund: {
    needs: ({ order }) => (order?.paid_by === 'transfer' ? ['order', 'iban'] : ['order']),
    confirm: (context) => {
      const order = orderOf(context);
      return `Shall I refund ${order.total} for order ${order.number} ${destination(context)}?`;
    },
    done: (context) => {
      const order = orderOf(context);
      return `The refund of ${order.total} for order ${order.number} is under way ${destination(context)}. It takes up to five working days.`;
    },
  },
  return: {
    needs: () => ['order'],
    done: ({ slots }) =>
      `You can return order ${slots.order} within 60 days. The label is free: print it under “My orders”, or show its code at any parcel shop. Exchanges work the same way.`,
  },
  'payment.double': {
    needs: () => ['order'],
    done: (context) => {
      const order = orderOf(context);
      return `Thank you for telling me. I have asked our payments team to compare the charges for order ${order.number} (${order.total}). Anything charged twice goes back within three working days.`;
    },
  },
  invoice: {
    needs: () => ['order', 'email'],
    done: ({ slots }) => `The invoice for order ${slots.order} is on its way to ${slots.email}.`,
  },
};

/** @param {import('./form.mjs').FormContext} context */
function destination({ order, slots }) {
  switch (order?.paid_by) {
    case 'transfer':
      return `to the account ${slots.iban}`;
    case 'paypal':
      return 'to your PayPal account';
    default:
      return 'to the card you paid with';
  }
}
