#:package Fw24
#:property PublishAot=false
using Fw24;

return await Fw24App.CreateBuilder(args).Build().RunAsync();

/// <summary>Has the same name as the file, and so as the program and its namespace.</summary>
[DynamoTable("orders")]
[StreamEnabled]
public sealed record Orders([property: PartitionKey] string OrderId, string Status);

/// <summary>Handles the entity's changes.</summary>
public sealed class Watcher : OrdersChangeHandler
{
    protected override Task OnInsertedAsync(OrdersChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
        => Task.CompletedTask;
}
