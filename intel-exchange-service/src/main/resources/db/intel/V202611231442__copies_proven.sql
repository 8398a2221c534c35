-- Files of other ports are held against what is taken here before they are kept. Those that were kept before it was so come anew when
-- somebody looks.
delete from attachment_copy;
