// What the Odoo look-alike holds. Ids are no row of numbers, two companies keep two currencies, some names are twins.
const partner = (id, name, more = {}) => ({id, name, function: false, is_company: false, type: 'contact', commercial_partner_id: [id, name], ...more});
const of = (company, id, name, role) => partner(id, name, {function: role, commercial_partner_id: [company.id, company.name]});

export function fresh() {
  const harbor = partner(70, 'Harbor Mills', {is_company: true});
  const nord = partner(71, 'Nordwerk GmbH', {is_company: true});
  const lotus = partner(72, '莲花制造', {is_company: true});
  const partners = [harbor, nord, lotus, of(harbor, 81, 'Ines Duarte', 'Plant manager'), of(harbor, 82, 'Tom Okafor', 'IT'), of(nord, 83, 'Jörg Kern', 'Einkauf'), of(lotus, 84, '王敏', false)];
  const currencies = [{id: 2, name: 'USD', symbol: '$', position: 'before'}, {id: 125, name: 'EUR', symbol: '€', position: 'after'}];
  const users = [{id: 9, name: 'Maya Lindqvist'}, {id: 12, name: 'Sam Ortiz'}];
  const stages = [
    {id: 11, name: 'Discover', de: 'Erkunden', sequence: 1, is_won: false, fold: false, team_ids: []},
    {id: 14, name: 'Design', de: 'Entwurf', sequence: 2, is_won: false, fold: false, team_ids: []},
    {id: 12, name: 'Decide', de: 'Entscheidung', sequence: 3, is_won: false, fold: false, team_ids: []},
    {id: 17, name: 'Contract', de: 'Vertrag', sequence: 4, is_won: false, fold: true, team_ids: []},
    {id: 19, name: 'Signed', de: 'Gewonnen', sequence: 9, is_won: true, fold: false, team_ids: []},
    {id: 23, name: 'Tender', de: 'Ausschreibung', sequence: 5, is_won: false, fold: false, team_ids: [6]},
  ];
  const lead = (id, name, who, revenue, currency, stage, probability, deadline, more = {}) => ({
    id, name, partner_id: who, contact_name: false, expected_revenue: revenue, company_currency: currency, probability, stage_id: stage, user_id: 9, team_id: 4,
    date_deadline: deadline, create_date: '2026-09-02 08:00:00', write_date: '2026-11-20 09:00:00', active: true, type: 'opportunity', ...more,
  });
  const leads = [
    lead(341, 'Line 4 refit', 81, 184000, 2, 14, 45, '2027-02-05'),
    lead(352, 'Press shop analytics', 83, 96500.5, 125, 11, 20, '2027-03-04'),
    lead(358, 'Service contract', 70, 12000, 2, 12, 70, '2026-12-18'),
    lead(359, 'Service contract', 71, 12000, 125, 11, 20, '2026-12-18'),
    lead(360, '二期产线', 84, 730000, 125, 12, 60, '2027-05-11', {contact_name: '王敏'}),
    lead(377, 'Old pilot', 82, 8000, 2, 11, 10, false, {user_id: 12}),
    // Saving this one fails, as a rule of the company's own would.
    lead(381, 'Locked by finance', 70, 54000, 2, 14, 50, '2027-01-29', {refuses: true}),
    lead(390, 'Warehouse gates', 70, 31000, 2, 12, 55, '2027-01-15'),
    lead(402, 'Form from the website', 71, 0, 125, 11, 5, false, {type: 'lead'}),
  ];
  // Another model whose form has fields of the same names.
  const tickets = [{id: 352, name: 'Press stops at night', partner_id: 83, user_id: 12, stage_id: 3}];
  return {leads, stages, partners, currencies, users, tickets, notes: [], log: [], lang: 'en_US', signedOut: false};
}
