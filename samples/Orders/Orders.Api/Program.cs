using Fw24;
using Orders;
using Orders.Api;

// A customer's orders over HTTP. The tables are those of the functions: AddFw24 registers them in any program.
var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddFw24(OrdersApp.Model);
builder.Services.AddSingleton(PageTokenKeys.Parse(builder.Configuration["PageTokenKeys"]!));
builder.Services.ConfigureHttpJsonOptions(static options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default));

var app = builder.Build();

app.MapGet("/customers/{id}/orders", async (
    string id, OrderStatus? status, string? token, ITable<Order> orders, CancellationToken cancellation) =>
{
    try
    {
        var page = await Latest(orders, id, status).ToPageAsync(25, token, cancellation);
        return Results.Ok(new OrderPage([.. page.Items.Select(OrderRow.Of)], page.NextToken));
    }
    catch (PageTokenException exception)
    {
        return Results.BadRequest(exception.Message);
    }
});

app.MapGet("/customers/{id}/orders/count", async (
    string id, OrderStatus? status, ITable<Order> orders, CancellationToken cancellation)
    => Results.Ok(await Latest(orders, id, status).CountAsync(cancellation)));

app.MapOrderWrites();

await app.RunAsync();

static TableQuery<Order, OrderFields> Latest(ITable<Order> orders, string customer, OrderStatus? status)
{
    var query = orders.QueryByCustomer(customer).Descending();
    return status is { } wanted ? query.Where(x => x.Status == wanted) : query;
}
