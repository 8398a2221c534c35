-- Subjects are written by the one statement that writes their leaf, and end with it in erase_audit: the service can change neither.
-- A foreign key looked the leaf up again for each of them, and proved nothing to an outsider: that is what hashes and heads are for.
alter table audit_subject drop constraint audit_subject_index_fkey;
