-- Machines say something of an alert to another port up to the marking that a standing release allows. Where the marking is
-- not known it counts as the strictest that leaves a port.
alter table receipts_due add column tlp text not null default 'AMBER_STRICT';
alter table look_due add column tlp text not null default 'AMBER_STRICT';
