-- Runs for every connection. Only the first connection creates the tables
create table if not exists orders (
    orderId int primary key, email varchar, article varchar, price decimal(9, 2), status varchar, tracking varchar, reason varchar
) as select *, null from csvread('classpath:/database/orders.csv');

create table if not exists shipments (
    tracking varchar primary key, place varchar, arrives varchar
) as select * from csvread('classpath:/database/shipments.csv');
