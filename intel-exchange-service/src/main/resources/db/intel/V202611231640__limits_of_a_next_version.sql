-- Whoever is to release a next version accepts the limits of that draft, which is no version of an object yet.
alter table acceptances drop constraint acceptances_object_id_modified_fkey;
