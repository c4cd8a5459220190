// The pages of staff about what waits for somebody.

import { page } from './page.mjs';

export const STAFF_WAITING = [
  page('/staff/waiting/unverified', 'administrator', '/staff/waiting/unverified', [
    ['heading', 'Payments to confirm', 'Malipo ya kuthibitisha'],
    ['table', 'Payments to confirm', 'Malipo ya kuthibitisha'],
    ['link', 'Back to today', 'Rudi kwenye leo'],
  ]),
  page('/staff/waiting/claims', 'administrator', '/staff/waiting/claims', [
    ['heading', 'Receipts that customers quote', 'Risiti ambazo wateja wanazitaja'],
    ['table', 'Receipts that customers quote', 'Risiti ambazo wateja wanazitaja'],
    ['link', 'Back to today', 'Rudi kwenye leo'],
  ]),
  page('/staff/waiting/claims/{id}', 'administrator', (s) => `/staff/waiting/claims/${s.staffClaim}`, [
    ['heading', /^Quoted receipt [0-9A-F]{4}-[0-9A-F]{4}$/, /^Risiti iliyotajwa [0-9A-F]{4}-[0-9A-F]{4}$/],
    ['heading', 'Close without a payment', 'Funga bila malipo'],
    ['textbox', 'What came of it?', 'Matokeo yake ni nini?'],
    ['button', 'Close this quoted receipt', 'Funga risiti hii iliyotajwa'],
    ['link', 'Cancel', 'Ghairi'],
    ['link', 'Back to the list', 'Rudi kwenye orodha'],
  ]),
  page('/staff/waiting/parked', 'administrator', '/staff/waiting/parked', [
    ['heading', 'Callbacks that wait for a decision', 'Taarifa zinazosubiri uamuzi'],
    ['table', 'Callbacks that wait for a decision', 'Taarifa zinazosubiri uamuzi'],
    ['link', 'Back to today', 'Rudi kwenye leo'],
  ]),
  page('/staff/waiting/parked/{id}', 'administrator', (s) => `/staff/waiting/parked/${s.parked}`, [
    ['heading', 'Callback of 7 Dec 2026, 09:00', 'Taarifa ya 7 Des 2026, 09:00'],
    ['heading', 'As it came', 'Kama ilivyokuja'],
    ['heading', 'Take it in again', 'Ipokee tena'],
    ['button', 'Take this callback in again', 'Pokea taarifa hii tena'],
    ['link', 'Cancel', 'Ghairi'],
    ['heading', 'Put it aside', 'Iweke kando'],
    ['textbox', 'Reason', 'Sababu'],
    ['button', 'Put this callback aside', 'Weka taarifa hii kando'],
    ['link', 'Back to the list', 'Rudi kwenye orodha'],
  ]),
  page('/staff/waiting/gaps', 'administrator', '/staff/waiting/gaps', [
    ['heading', 'Gaps in the confirmations', 'Mapengo katika uthibitisho'],
    ['heading', 'Short code 600966', 'Namba ya biashara 600966'],
    ['link', 'Back to today', 'Rudi kwenye leo'],
  ]),
  page('/staff/waiting/pushes', 'administrator', '/staff/waiting/pushes', [
    ['heading', 'Pushes', 'Maombi ya simu'],
    ['link', 'To look at', 'Ya kuangalia'],
    ['link', 'Unknown', 'Yasiyojulikana'],
    ['link', 'Failed today', 'Yaliyoshindikana leo'],
    ['link', 'Back to today', 'Rudi kwenye leo'],
  ]),
  page('/staff/waiting/pushes/{id}', 'administrator', (s) => `/staff/waiting/pushes/${s.cancelledPush}`, [
    ['heading', 'Push for KES 50.00, 1000 0012 Wanjiku Kamau', 'Ombi la KES 50.00, 1000 0012 Wanjiku Kamau'],
    ['heading', 'What was said about it', 'Kilichosemwa kulihusu'],
    ['link', 'Back to the list', 'Rudi kwenye orodha'],
  ]),
  page('/staff/waiting/notifications', 'administrator', '/staff/waiting/notifications', [
    ['heading', 'Messages', 'Ujumbe'],
    ['link', 'Did not arrive', 'Haukufika'],
    ['link', 'Late', 'Umechelewa'],
    ['link', 'Back to today', 'Rudi kwenye leo'],
  ]),
  page('/staff/waiting/notifications/{id}', 'administrator', (s) => `/staff/waiting/notifications/${s.notification}`, [
    ['heading', 'A payment that arrived, to 1000 0012 Wanjiku Kamau', 'Malipo yaliyofika, kwa 1000 0012 Wanjiku Kamau'],
    ['heading', 'As it was sent', 'Kama ulivyotumwa'],
    ['heading', 'What became of it', 'Kilichotokea kwake'],
    ['link', 'Back to the list', 'Rudi kwenye orodha'],
  ]),
];
