using System.Text;
using Fw24.Audit;
using Fw24.Audit.Records;
using Fw24.Local;
using Microsoft.Extensions.DependencyInjection;
using Orders;
using Orders.Local.Checks;
using Orders.Local.Shops;

namespace Fw24.Integration.Tests;

/// <summary>The audit trail reproduces every item of a table, wherever the trail is kept.</summary>
public sealed class StrangeItemTests
{
    // Empty strings and binaries are not in the sample's data: DynamoDB Local 1.11 refuses them.
    private static readonly string s_strange = $$$"""
        "empty": {"S": ""}, "empty binary": {"B": ""}, "empty list": {"L": []}, "empty map": {"M": {}},
        "38 digits": {"N": "-12345678901234567890123456789012345678"}, "tiny": {"N": "0.{{{new string('0', 129)}}}1"},
        "nulls": {"L": [{"NULL": true}, {"L": [{"NULL": true}]}, {"M": {"a": {"NULL": true} }}]},
        "sets": {"M": {"s": {"SS": ["", "b", "a"]}, "n": {"NS": ["1", "-0.5"]}, "b": {"BS": ["AQ==", "AA=="]} }},
        "a.b[0]\\": {"M": {"$ss": {"L": [{"S": "x"}]}, "$m": {"M": {"$b": {"S": "AA=="} }} }},
        "text": {"S": "line 1\nline 2\u0000\u001f \u2028 \ud83d\ude00 </script> é"},
        "bytes": {"B": "AAECAwT/"}, "yes": {"BOOL": true}
        """;

    [Theory]
    [InlineData("orders", "\"OrderId\": {\"S\": \"ord-1\"}, \"Part\": {\"S\": \"?\"}, \"entityType\": {\"S\": \"Unknown\"}")]
    [InlineData("customers", "\"CustomerId\": {\"S\": \"cus-1\"}, \"Name\": {\"S\": \"\"}")]
    [InlineData("products", "\"Number\": {\"N\": \"1.5e3\"}, \"Title\": {\"S\": \"\"}")]
    public async Task H21_every_value_comes_out_of_the_trail_as_it_went_in(string tableName, string known)
    {
        await using var cloud = LocalCloud.Create(OrdersApp.Model, static options => options.Services = static services => services.AddSingleton<IMailer>(new CountingMailer()));
        var table = OrdersApp.Model.Tables.Single(table => table.Name == tableName);

        // Added, removed and added again, so that each value is recorded as new and as old.
        foreach (var item in new[] { $"{{{known}, {s_strange}}}", $"{{{known}}}", $"{{{known}, {s_strange}}}" })
        {
            await cloud.Store.PutAsync(tableName, new ItemImage(Encoding.UTF8.GetBytes(item)), null, TestContext.Current.CancellationToken);
            await cloud.RunUntilIdleAsync(TestContext.Current.CancellationToken);
        }

        var trail = Assert.Single(AuditTrail.Gather(await AuditRecords.ReadAsync(cloud, OrdersApp.Model, table, TestContext.Current.CancellationToken)));
        var stored = Assert.Single(cloud.Tables[tableName].Items);
        var diff = new ImageDiff();
        diff.Compare(stored, trail.Fold().Item);
        Assert.Equal(0, diff.Count);
        Assert.Equal(3, trail.Entries.Count);
        diff.Compare(stored, new ItemImage(Encoding.UTF8.GetBytes($"{{{known}, {s_strange}}}")));
        Assert.Equal(0, diff.Count);
        Assert.Equal(0, cloud.Report().Parked);
    }
}
