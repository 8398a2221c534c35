-- Leaves are written by the one statement that moves the log which they belong to, and which it holds locked.
alter table notarised_leaf drop constraint notarised_leaf_service_fkey;
