using Fw24.Integration.Tests.Harness;

namespace Fw24.Integration.Tests.Wires;

/// <summary>Servers for the tests that create the sample's resources under their own names, one test after the other.</summary>
[CollectionDefinition(Name)]
public sealed class WiredServers : IAsyncLifetime, ICollectionFixture<WiredServers>
{
    public const string Name = "real wires";

    public DynamoDbLocal DynamoDb { get; } = new();

    public Fauxqs Messaging { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await DynamoDb.InitializeAsync();
        await Messaging.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Messaging.DisposeAsync();
        await DynamoDb.DisposeAsync();
    }
}
