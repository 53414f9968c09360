namespace Fw24.Console.Tests.Harness;

/// <summary>A console on a small day of the shop, for tests that change nothing.</summary>
public sealed class ShopConsole : IAsyncLifetime
{
    public TestConsole Console { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Console = await TestConsole.OpenShopAsync();

    public ValueTask DisposeAsync() => Console.DisposeAsync();
}
