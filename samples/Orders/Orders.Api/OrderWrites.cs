using Fw24;

namespace Orders.Api;

/// <summary>The endpoints that write orders. Handlers and the audit receive each write through the table's stream.</summary>
internal static class OrderWrites
{
    private const string Part = "order";

    /// <summary>Maps the endpoints. The header <c>X-User</c> names who writes.</summary>
    public static void MapOrderWrites(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/orders/{id}", static async (
            string id, NewOrder placed, HttpContext http, ITable<Order> orders, CancellationToken cancellation) =>
        {
            if (placed is not { CustomerId.Length: > 0, Lines.Count: > 0 })
            {
                return Results.BadRequest("An order has a customerId and at least one line.");
            }

            try
            {
                var order = await orders.As(UserOf(http)).CreateAsync(placed.ToOrder(id, DateTimeOffset.UtcNow), cancellation);
                return Results.Created($"/customers/{Uri.EscapeDataString(order.CustomerId)}/orders", OrderRow.Of(order));
            }
            catch (ItemConditionException)
            {
                return Results.Conflict($"There is an order {id} already.");
            }
        });

        routes.MapPut("/orders/{id}/status/{status}", static async (
            string id, OrderStatus status, HttpContext http, ITable<Order> orders, CancellationToken cancellation) =>
        {
            if (await orders.GetAsync(id, Part, cancellation) is not { } order)
            {
                return Results.NotFound();
            }

            try
            {
                return Results.Ok(OrderRow.Of(await orders.As(UserOf(http)).PutAsync(order with { Status = status }, cancellation)));
            }
            catch (ItemConditionException)
            {
                return Results.Conflict($"Somebody else has changed the order {id} meanwhile.");
            }
        });
    }

    private static string UserOf(HttpContext http) => http.Request.Headers["X-User"] is [{ Length: > 0 } user, ..] ? user : "api";
}
