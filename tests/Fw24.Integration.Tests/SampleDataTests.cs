using System.Text.Json;
using Orders;
using Orders.Local;
using Orders.Local.Commands;
using Orders.Local.Story;

namespace Fw24.Integration.Tests;

public sealed class SampleDataTests
{
    [Fact]
    public void Writing_the_data_again_gives_the_same_bytes()
    {
        using var file = new MemoryStream();
        CommandFile.Write(file, ShopStory.Tell(OrdersApp.Model));

        Assert.True(File.ReadAllBytes(RunOptions.SampleData.FullName).AsSpan().SequenceEqual(file.ToArray()),
            "samples/Orders/data/orders.jsonl is not what the program writes. Write it again: dotnet run --project samples/Orders/Orders.Local -- generate --output samples/Orders/data/orders.jsonl");
    }

    [Fact]
    public void Another_seed_tells_another_story()
        => Assert.NotEqual(Text(ShopStory.Tell(OrdersApp.Model, seed: 1, count: 200)), Text(ShopStory.Tell(OrdersApp.Model, seed: 2, count: 200)));

    [Fact]
    public void The_data_is_read_back_as_it_was_written()
    {
        var story = ShopStory.Tell(OrdersApp.Model);
        var read = CommandFile.Read(RunOptions.SampleData.FullName);

        Assert.Equal(Text(story), Text(read));
    }

    [Fact]
    public void The_data_has_all_that_the_sample_is_to_show()
    {
        var commands = CommandFile.Read(RunOptions.SampleData.FullName);
        var text = File.ReadAllText(RunOptions.SampleData.FullName);

        Assert.InRange(commands.Count, 1_900, 2_100);
        Assert.Equal(["Customer", "Order", "OrderNote", "Product"], commands.Select(static command => command.Entity).OfType<string>().Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(["customers", "orders", "products"], commands.Select(static command => command.Table).OfType<string>().Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(Enum.GetValues<ShopAction>().Length, commands.Select(static command => command.Action).Distinct().Count());
        Assert.All(Enum.GetNames<OrderStatus>(), status => Assert.Contains($"\"Status\":{{\"S\":\"{status}\"}}", text));
        Assert.All(["EUR", "GBP", "USD", "JPY", "KWD"], currency => Assert.Contains($"\"Currency\":{{\"S\":\"{currency}\"}}", text));
        Assert.Contains("王 小明", text);
        Assert.Contains("\"NULL\":true", text);
        Assert.Matches("\"Serial\":{\"N\":\"[0-9]{38}\"}", text);

        // Deleted and created again; written without a change.
        var created = commands.Where(static command => command.Action is ShopAction.Create).GroupBy(static command => Key(command.Entity!, command.Item));
        Assert.Contains(created, static key => key.Count() > 1);
        Assert.Contains(commands, static command => command.Action is ShopAction.Update && command.Set.Span.SequenceEqual("{}"u8) && command.Remove.Count is 0);
    }

    [Theory]
    [InlineData("{", "line 2")]
    [InlineData("""{"at":"2026-03-02T08:00:00Z","actor":"u-1","do":"upsert"}""", "create, put, update, delete")]
    [InlineData("""{"at":"2026-03-02T08:00:00Z","do":"put"}""", "line 2")]
    [InlineData("""{"at":"yesterday","actor":"u-1","do":"put"}""", "line 2")]
    public void A_broken_line_is_named(string line, string expected)
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            File.WriteAllLines(file, ["""{"at":"2026-03-02T08:00:00Z","actor":"u-1","do":"delete","entity":"Order","key":{}}""", line]);

            Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => CommandFile.Read(file)).Message);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Key(string entity, ReadOnlyMemory<byte> item)
    {
        using var document = JsonDocument.Parse(item);
        string[] names = entity switch
        {
            nameof(Customer) => [nameof(Customer.CustomerId)],
            nameof(Product) => [nameof(Product.Number)],
            _ => [nameof(Order.OrderId), nameof(Order.Part)],
        };
        return string.Join(' ', names.Select(name => document.RootElement.GetProperty(name).GetRawText()));
    }

    private static string Text(IEnumerable<ShopCommand> commands)
    {
        using var file = new MemoryStream();
        CommandFile.Write(file, commands);
        return System.Text.Encoding.UTF8.GetString(file.ToArray());
    }
}
