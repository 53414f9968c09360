using Fw24.Local;
using Fw24.Local.Endpoints;

namespace Orders.Local.Shops;

/// <summary>The sample's tables at a DynamoDB endpoint.</summary>
internal static class EndpointTables
{
    /// <summary>Creates the tables. On this machine they replace those that exist.</summary>
    /// <exception cref="DynamoDbTableException">A table already exists, and not on this machine.</exception>
    public static async Task<TableEndpoint> CreateAsync(LocalTopology topology, Uri url, CancellationToken cancellationToken)
    {
        // Most times of the story are past: with a time to live, its items would be gone at once.
        var tables = topology.Tables.Select(static table => table with { TimeToLive = null });
        var endpoint = new TableEndpoint(url, topology with { Tables = [.. tables] });
        try
        {
            if (url.IsLoopback)
            {
                await endpoint.DeleteAsync(cancellationToken);
            }

            // A table on another machine may hold someone's data.
            var created = await endpoint.CreateAsync(cancellationToken);
            return topology.Tables.FirstOrDefault(table => !created.Contains(table.Name)) is not { } existing
                ? endpoint
                : throw new DynamoDbTableException(
                    $"There is a table '{existing.Name}' at {url} already. The sample deletes tables only on this machine: "
                    + "delete it yourself.");
        }
        catch
        {
            endpoint.Dispose();
            throw;
        }
    }
}
