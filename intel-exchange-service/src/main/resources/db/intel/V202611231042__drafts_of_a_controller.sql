-- The list of drafts asks for either state by a parameter, and its plan is made once: it needs an index over both.
drop index alerts_drafts;
create index alerts_drafts on alerts (controller, number desc) where state in ('draft', 'in-review');
