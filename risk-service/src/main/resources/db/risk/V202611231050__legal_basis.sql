-- What is read beside a score for a purpose of another regime is recorded with the alert's legal basis.
alter table alert add column legal_basis text;
update alert
   set legal_basis = convert_from(object, 'UTF8')::jsonb
         #>> '{extensions,extension-definition--8f1d6c6e-6d0b-4b7e-9a51-3c4a7f0e2b95,legal_basis}'
 where state = 'live';
alter table alert add check (state = 'live' or legal_basis is null);
