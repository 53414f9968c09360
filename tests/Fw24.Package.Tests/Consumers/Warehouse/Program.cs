using Catalog;
using Fw24;

return await Fw24App.CreateBuilder(args).Build().RunAsync();

/// <summary>The other app that uses the same library.</summary>
public sealed class StockTaker : ProductChangeHandler
{
    protected override Task OnRemovedAsync(ProductChange.Removed change, ChangeContext context, CancellationToken cancellationToken)
        => Task.CompletedTask;
}
