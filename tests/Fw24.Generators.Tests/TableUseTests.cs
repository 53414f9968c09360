using System.Text.RegularExpressions;
using Fw24.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Fw24.Generators.Tests;

/// <summary>A handler's function may use the tables that the handler can reach.</summary>
public sealed partial class TableUseTests
{
    private const string Entities = """
        using Fw24;

        namespace Shop;

        [DynamoTable("orders"), StreamEnabled] public sealed class Order { [PartitionKey] public required string Id { get; init; } }
        [DynamoTable("cards")] public sealed class Card { [PartitionKey] public required string Id { get; init; } }
        [DynamoTable("notes")] public sealed class Note { [PartitionKey] public required string Id { get; init; } }
        public sealed class NoEntity;
        """;

    public static TheoryData<string, string> Reached => new()
    {
        { "Mailer(ITable<Card> cards)", "cards" },
        { "Mailer(ITable<Note> notes, ITable<Card> cards, ITable<NoEntity> none)", "cards notes" },
        { "Mailer()", "" },
        { "Mailer(Repo repo) REPO class Repo(ITable<Card> cards);", "cards" },
        { "Mailer(Repo repo) REPO class Repo { public Repo(ITable<Card> cards) { } }", "cards" },
        { "Mailer(Repo repo) REPO class Repo { internal Repo(ITable<Card> cards) { } private Repo(ITable<Note> notes) { } }", "cards" },
        { "Mailer(Outer outer) REPO class Outer(Inner inner); public sealed class Inner(ITable<Card> cards, Outer back);", "cards" },
        { "Mailer(Lazy<ITable<Card>> cards)", "cards" },
        { "Mailer(Lazy<Repo> repo) REPO class Repo(ITable<Card> cards);", "cards" },
        { "Mailer(Func<ITable<Card>> cards)", "cards" },
        { "Mailer(Func<string, Task<Repo>> repo) REPO class Repo(ITable<Card> cards);", "cards" },
        { "Mailer(MakeTable make) REPO delegate ITable<Card> MakeTable(string tenant);", "cards" },
        { "Mailer(IEnumerable<Repo> repos) REPO class Repo(ITable<Card> cards);", "cards" },
        { "Mailer(Repo[] repos) REPO class Repo(ITable<Card> cards);", "cards" },
        { "Mailer(IReadOnlyList<Lazy<Repo>> repos) REPO class Repo(ITable<Card> cards);", "cards" },
        { "Mailer(IRepo repo) REPO interface IRepo; public sealed class Repo(ITable<Card> cards) : IRepo;", "cards" },
        { "Mailer(IRepo repo) REPO interface IRepo; public sealed class One(ITable<Card> cards) : IRepo; public sealed class Two(ITable<Note> notes) : IRepo;", "cards notes" },
        { "Mailer(IRepo repo) REPO interface IRepo; public abstract class Base : IRepo; public sealed class Repo(ITable<Card> cards) : Base;", "cards" },
        { "Mailer(Base repo) REPO abstract class Base; public sealed class Repo(ITable<Card> cards) : Base;", "cards" },
        { "Mailer(Open repo) REPO class Open; public sealed class Repo(ITable<Card> cards) : Open;", "cards" },
        { "Mailer(Repo<Card> repo) REPO class Repo<T>(ITable<T> table) where T : class;", "cards" },
        { "Mailer(IRepo<Card> repo) REPO interface IRepo<T>; public sealed class Repo<T>(ITable<T> table) : IRepo<T> where T : class;", "cards" },
        { "Mailer(IRepo<Card> repo) REPO interface IRepo<T>; public sealed class Cards(ITable<Card> table) : IRepo<Card>; public sealed class Notes(ITable<Note> table) : IRepo<Note>;", "cards" },
        { "Mailer(Repo repo) REPO record Repo(ITable<Card> Cards);", "cards" },
        { "Mailer(Repo repo) REPO struct Repo(ITable<Card> cards);", "cards" },
        { "Mailer(Grows<Card> grows) REPO class Grows<T>(Grows<List<T>>? next, ITable<Card> cards);", "cards" },
        { "Mailer(Two<Card> grows) REPO class Two<T>(Two<List<T>>? one, Two<HashSet<T>>? other);", "" },
        { "Mailer(IRepo repo) REPO interface IRepo; public readonly record struct Repo(ITable<Card> Cards) : IRepo;", "cards" },
        { "Mailer(IRepo<Card> repo) REPO interface IRepo<T>; public readonly struct Repo<T>(ITable<T> table) : IRepo<T> where T : class;", "cards" },
        { "Mailer(Repo repo) REPO class Repo { private Repo(ITable<Card> cards) { } public static Repo Make(ITable<Card> cards) => new(cards); }", "cards" },
        { "Mailer(Repo repo) REPO record Repo { private Repo(ITable<Card> cards) { } }", "cards" },
        { "Mailer(Repo repo) REPO class Repo { public required ITable<Card> Cards { get; init; } public ITable<Note>? Notes { get; init; } }", "cards" },
        { "Mailer(Repo repo) REPO class Base { public required Inner Cards; } public sealed class Repo : Base; public sealed class Inner(ITable<Card> cards);", "cards" },
        { "Mailer(IServiceProvider services) USES(Card)", "cards" },
        { "Mailer(IServiceProvider services) USES(Card), UsesTable(typeof(Note))", "cards notes" },
        { "Mailer(Repo repo) REPO class Repo : Base; [UsesTable(typeof(Card))] public abstract class Base;", "cards" },
    };

    [Theory]
    [MemberData(nameof(Reached))]
    public void F23_rights_follow_what_a_handler_can_reach(string handler, string tables)
        => Assert.Equal(tables, string.Join(' ', TablesOf(GeneratorTest.RunOnly(new TestProject { Sources = [Source(handler)], IsExecutable = true }))));

    [Fact]
    public void F23_a_library_is_looked_through_and_a_program_sees_its_classes()
    {
        var library = GeneratorTest.Run(new TestProject
        {
            AssemblyName = "Cards",
            RootNamespace = "Cards",
            Sources = ["""
                using Fw24;

                namespace Cards;

                [DynamoTable("cards")] public sealed record Card([property: PartitionKey] string Id);
                public interface ICards;
                internal sealed class Store(ITable<Card> cards) : ICards { public ITable<Card> Cards => cards; }
                """],
        });
        var program = GeneratorTest.RunOnly(new TestProject
        {
            Sources = [Source("Mailer(Cards.ICards cards)")],
            IsExecutable = true,
            References = [.. TestReferences.All, library.ToReference()],
        });

        Assert.Equal(["cards"], TablesOf(program));
    }

    [Fact]
    public void F23_an_edit_of_a_class_that_a_handler_is_given_prints_the_app_again()
    {
        var before = GeneratorTest.RunOnly(new TestProject { Sources = [Source("Mailer(Repo repo)"), Repo("")], IsExecutable = true });
        Assert.Equal([], TablesOf(before));

        var after = before.ThenReplace(1, static _ => Repo("ITable<Card> cards"));

        Assert.Equal(["cards"], TablesOf(after));
        Assert.Equal(["ShopApp.g.cs"], after.PrintedSince(before));
        Assert.Empty(after.ThenReplace(1, static source => "// A remark.\n" + source).PrintedSince(after));

        static string Repo(string parameters) => $"using Fw24; namespace Shop {{ public sealed class Repo({parameters}); }}";
    }

    // "Mailer(…)", its parameters after REPO, and its entities after USES.
    private static string Source(string handler)
    {
        var uses = UsesOf().Match(handler) is { Success: true } match ? $"[UsesTable(typeof({match.Groups["entity"].Value})){match.Groups["more"].Value}] " : "";
        var parts = UsesOf().Replace(handler, "").Split("REPO", 2);
        return $$"""
            {{Entities}}
            {{uses}}public sealed class {{parts[0]}} : OrderChangeHandler
            {
                protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken) => Task.CompletedTask;
            }
            {{(parts.Length > 1 ? "public " + parts[1].Trim() : "")}}
            """;
    }

    private static string[] TablesOf(GeneratorTest test)
        => [.. TablesLine().Match(test.Files["ShopApp.g.cs"]).Groups["tables"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(static name => name.Trim('"'))];

    [GeneratedRegex(@"USES\((?<entity>\w+)\)(?<more>(, UsesTable\(typeof\(\w+\)\))*)")]
    private static partial Regex UsesOf();

    [GeneratedRegex(@"^ +Tables = \[(?<tables>[^\]\n]*)\],\n +Read = ", RegexOptions.Multiline)]
    private static partial Regex TablesLine();
}
