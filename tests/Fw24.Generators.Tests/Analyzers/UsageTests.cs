using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Analyzers;

/// <summary>Correct and incorrect uses of changes and tables.</summary>
public sealed class UsageTests
{
    private const string Entities = """
        using Fw24;
        using Microsoft.Extensions.DependencyInjection;

        namespace Shop;

        [DynamoTable("users"), StreamEnabled]
        public record User
        {
            [PartitionKey] public required string Id { get; init; }
            public bool Seen { get; set; }
            public int Writes { get; init; }
            [Sensitive] public string? Email { get; set; }
            [Sensitive(Redaction.Mask)] public string? Phone { get; set; }
            [Sensitive(Redaction.Hmac)] public string? Ssn { get; set; }
            public User Marked() => this with { Seen = true };
        }

        [DynamoTable("orders"), StreamEnabled]
        public sealed record Order([property: PartitionKey] string Id, int Total = 0, int Writes = 0);

        public sealed record Plain(string Id);

        """;

    [Theory]
    [InlineData("t.PutAsync({|FW24315:c.New with { Seen = true }|}, k)")]
    [InlineData("t.ReplaceAsync({|FW24315:c.New|}, k)")]
    [InlineData("t.CreateAsync({|FW24315:c.Old with { Id = \"2\" }|}, k)")]
    [InlineData("t.ReplaceAsync({|FW24315:c.New with { Seen = true }|}, 3, k)")]
    [InlineData("t.As(\"me\").PutAsync({|FW24315:(User)c.New!|}, k)")]
    [InlineData("t?.PutAsync({|FW24315:c.New|}, k) ?? Task.CompletedTask")]
    [InlineData("t.PutAsync(cancellationToken: k, item: {|FW24315:c.New|})")]
    [InlineData("t.PutAsync({|FW24315:c.New.Seen ? c.New : new User { Id = \"1\" }|}, k)")]
    [InlineData("t.PutAsync({|FW24315:c.New ?? c.Old|}, k)")]
    [InlineData("t.PutAsync({|FW24315:c.New.Marked()|}, k)")]
    [InlineData("t.PutAsync({|FW24315:c.New with { Email = \"a\", Phone = \"1\" }|}, k)")]
    [InlineData("t.PutAsync({|FW24315:c.New with { Email = \"a\", Phone = \"1\", Ssn = c.New.Ssn }|}, k)")]
    [InlineData("t.PutAsync({|FW24315:new User { Id = c.New.Id, Ssn = c.New.Ssn }|}, k)")]
    [InlineData("t.PutAsync({|FW24315:c switch { { New.Seen: true } => c.Old, _ => new User { Id = \"1\" } }|}, k)")]
    public Task W2_an_item_of_a_change_is_not_written_back(string call)
        => VerifyAsync($"protected override Task OnModifiedAsync(UserChange.Modified c, ChangeContext x, CancellationToken k) => c.Old.Seen ? {call} : Task.CompletedTask;");

    [Theory]
    [InlineData("var user = c.New; await t.PutAsync({|FW24315:user with { Seen = true }|}, k);")]
    [InlineData("User user; user = c.New; await t.PutAsync({|FW24315:user|}, k);")]
    [InlineData("var now = c.New; var user = now with { Seen = true }; await t.PutAsync({|FW24315:user|}, k);")]
    [InlineData("var user = c.New; user.Seen = true; await t.PutAsync({|FW24315:user|}, k);")]
    [InlineData("if (c is { New: var user }) { await t.PutAsync({|FW24315:user|}, k); }")]
    [InlineData("if (c.New is { Seen: false } user) { await t.PutAsync({|FW24315:user|}, k); }")]
    [InlineData("var (_, _, user) = c; await t.PutAsync({|FW24315:user|}, k);")]
    [InlineData("switch (c) { case { New: { } user }: await t.PutAsync({|FW24315:user|}, k); break; }")]
    public Task W2_nor_is_one_that_went_through_a_local(string body)
        => VerifyAsync($"protected override async Task OnModifiedAsync(UserChange.Modified c, ChangeContext x, CancellationToken k) {{ if (c.Old.Seen) {{ return; }} {body} }}");

    [Theory]
    [InlineData("await t.PutAsync(c.New with { Email = \"a\", Phone = \"1\", Ssn = \"2\" }, k);")]
    [InlineData("var user = c.New with { Phone = \"1\", Ssn = \"2\" }; user.Email = \"a\"; await t.PutAsync(user, k);")]
    [InlineData("var user = await t.GetAsync(c.New.Id, k); await t.PutAsync(user! with { Seen = c.New.Seen }, k);")]
    [InlineData("await t.PutAsync(new User { Id = c.New.Id, Seen = c.New.Seen }, k);")]
    [InlineData("await t.DeleteAsync(c.New.Id, k);")]
    [InlineData("await Other(c.New); static Task Other(User user) => Task.CompletedTask;")]
    [InlineData("await orders.PutAsync(new Order(c.New.Id), k);")]
    public Task W2_what_has_its_values_may_be_written(string body)
        => VerifyAsync($"protected override async Task OnModifiedAsync(UserChange.Modified c, ChangeContext x, CancellationToken k) {{ if (c.Old.Seen) {{ return; }} {body} }}");

    [Fact]
    public Task W2_it_is_seen_outside_of_handlers_too()
        => AnalyzerTest.VerifyAsync(Entities + "public sealed class Marker(ITable<User> users) { public Task MarkAsync(UserChange.Inserted change) => users.PutAsync({|FW24315:change.New with { Seen = true }|}); }");

    [Fact]
    public Task W2_an_entity_without_secrets_may_be_written_back()
        => AnalyzerTest.VerifyAsync(Entities + "public sealed class Marker(ITable<Order> orders) { public Task MarkAsync(OrderChange.Inserted change) => orders.PutAsync(change.New with { Total = 1 }); }");

    [Fact]
    public Task W2_what_a_trail_folds_to_is_not_restored()
        => AnalyzerTest.VerifyAsync(Entities + """
            public sealed class Restore(ITable<User> users, Fw24.Audit.AuditTrail trail)
            {
                public async Task OneAsync() => await users.PutAsync({|FW24315:UserCodec.FromItem(Fw24.Items.AttributeMap.FromItem(trail.Fold().Item))|});
                public async Task TwoAsync() { var folded = trail.Fold(); var item = folded.Known; var user = UserCodec.FromItem(Fw24.Items.AttributeMap.FromItem(item)); await users.PutAsync({|FW24315:user|}); }
            }
            """);

    [Theory]
    [InlineData("c.New.{|FW24316:Email|}!.Length")]
    [InlineData("c.Old.{|FW24316:Phone|}")]
    [InlineData("c.New?.{|FW24316:Email|}")]
    [InlineData("c.New!.{|FW24316:Email|}?.Length")]
    [InlineData("c.Changes.{|FW24316:Email|}")]
    [InlineData("c.Changes.{|FW24316:Phone|}?.New")]
    [InlineData("c.New is { {|FW24316:Email|}: null }")]
    [InlineData("c is { New.{|FW24316:Email|}: null }")]
    [InlineData("c is { New: { {|FW24316:Phone|}: \"1\", Id: \"2\" } }")]
    [InlineData("c is { Old.Ssn: null, New.Id: \"1\" }")]
    [InlineData("$\"to {c.New.{|FW24316:Email|}}\"")]
    [InlineData("c.New.Ssn")]
    [InlineData("c.New.Id")]
    [InlineData("c.Changes.Ssn")]
    [InlineData("nameof(c.New.Email)")]
    public Task W2_a_property_that_is_redacted_is_not_read_of_a_change(string expression)
        => VerifyAsync($"protected override Task OnModifiedAsync(UserChange.Modified c, ChangeContext x, CancellationToken k) => Task.FromResult<object?>({expression});");

    [Theory]
    [InlineData("var user = c.New; Console.WriteLine(user.{|FW24316:Email|});")]
    [InlineData("var user = c.New; var again = user; Console.WriteLine(again.{|FW24316:Email|}!.Length + user.Id.Length);")]
    [InlineData("if (c.New is { Seen: true } user) { Console.WriteLine(user.{|FW24316:Phone|}); }")]
    [InlineData("var user = c.New; user.Email = \"a\"; Console.WriteLine(user.Id);")]
    public Task W2_nor_by_a_local(string body)
        => VerifyAsync($"protected override async Task OnModifiedAsync(UserChange.Modified c, ChangeContext x, CancellationToken k) {{ await Task.Yield(); {body} }}");

    [Fact]
    public Task W2_a_test_that_makes_a_change_may_look_at_it()
        => AnalyzerTest.VerifyAsync(Entities + "public static class Tests { public static string? Email(IEnumerable<UserChange.Inserted> changes) { var change = changes.First(); return change.New.Email; } }");

    [Theory]
    [InlineData("", "Modified", "orders.{|FW24317:PutAsync|}(c.New with { Writes = 1 }, k)")]
    [InlineData("", "Modified", "orders.{|FW24317:ReplaceAsync|}(c.New with { Writes = 1 }, k)")]
    [InlineData("", "Modified", "orders.As(\"me\").{|FW24317:PutAsync|}(c.New, k)")]
    [InlineData("", "Inserted", "orders.{|FW24317:CreateAsync|}(new Order(\"2\"), k)")]
    [InlineData("", "Inserted", "orders.{|FW24317:PutAsync|}(new Order(\"2\"), k)")]
    [InlineData("", "Removed", "orders.{|FW24317:DeleteAsync|}(\"other\", k)")]
    [InlineData("[OnChange(nameof(Order.Writes))] ", "Modified", "orders.{|FW24317:PutAsync|}(c.New with { Writes = 1 }, k)")]
    [InlineData("[OnChange(nameof(Order.Total))] ", "Modified", "orders.PutAsync(c.New with { Writes = 1 }, k)")]
    [InlineData("", "Inserted", "orders.PutAsync(c.New with { Writes = 1 }, k)")]
    [InlineData("", "Removed", "orders.PutAsync(c.Old, k)")]
    [InlineData("", "Inserted", "orders.DeleteAsync(c.New.Id, k)")]
    [InlineData("", "Modified", "plain.PutAsync(new User { Id = \"1\" }, k)")]
    [InlineData("", "Modified", "c.New.Writes > 9 ? Task.CompletedTask : orders.PutAsync(c.New with { Writes = 1 }, k)")]
    public Task W22_a_handler_that_writes_what_it_is_called_for_loops(string onChange, string operation, string call)
        => AnalyzerTest.VerifyAsync(Entities + $$"""
            {{onChange}}public sealed class Counter(ITable<Order> orders, ITable<User> plain) : OrderChangeHandler
            {
                protected override Task On{{operation}}Async(OrderChange.{{operation}} c, ChangeContext x, CancellationToken k) => {{call}};
                public Task<User?> Plain() => plain.GetAsync("1");
                public Task<Order?> Own() => orders.GetAsync("1");
            }
            """);

    [Fact]
    public Task W22_a_loop_of_two_methods_is_one()
        => AnalyzerTest.VerifyAsync(Entities + """
            public sealed class Ghost(ITable<Order> orders) : OrderChangeHandler
            {
                protected override Task OnInsertedAsync(OrderChange.Inserted c, ChangeContext x, CancellationToken k) => orders.{|FW24317:DeleteAsync|}(c.New.Id, k);
                protected override Task OnRemovedAsync(OrderChange.Removed c, ChangeContext x, CancellationToken k) => orders.{|FW24317:PutAsync|}(c.Old, k);
            }
            """);

    [Theory]
    [InlineData("if (c.New.Writes > 0) { return; } await orders.PutAsync(c.New with { Writes = 1 }, k);")]
    [InlineData("if (c.New.Writes == 0) { await orders.PutAsync(c.New with { Writes = 1 }, k); }")]
    [InlineData("switch (c.New.Writes) { case 0: await orders.PutAsync(c.New with { Writes = 1 }, k); break; }")]
    public Task W22_a_handler_that_looks_before_it_writes_may_end(string body)
        => AnalyzerTest.VerifyAsync(Entities + $$"""
            public sealed class Counter(ITable<Order> orders) : OrderChangeHandler
            {
                protected override async Task OnModifiedAsync(OrderChange.Modified c, ChangeContext x, CancellationToken k) { {{body}} }
            }
            """);

    [Theory]
    [InlineData("public sealed class Repo(ITable<{|FW24318:Plain|}> table) { public object Table => table; }")]
    [InlineData("public sealed class Repo { public Repo(ITable<{|FW24318:Plain|}> table) { } }")]
    [InlineData("public sealed class Repo(Lazy<ITable<{|FW24318:Plain|}>> table) { public object Table => table; }")]
    [InlineData("public sealed class Repo(ITable<{|FW24318:string|}> table) { public object Table => table; }")]
    [InlineData("public static class Repo { public static object Of(IServiceProvider services) => services.GetRequiredService<ITable<{|FW24318:Plain|}>>(); }")]
    [InlineData("public static class Repo { public static object? Of(IServiceProvider services) => services.GetService(typeof(ITable<{|FW24318:Plain|}>)); }")]
    [InlineData("public sealed class Mail(ITable<{|FW24318:Plain|}> table) : OrderChangeHandler { protected override Task OnRemovedAsync(OrderChange.Removed c, ChangeContext x, CancellationToken k) => table.PutAsync(new Plain(\"\"), k); }")]
    [InlineData("public sealed class Repo(ITable<Order> table) { public object Table => table; }")]
    [InlineData("public sealed class Repo<T>(ITable<T> table) where T : class { public object Table => table; }")]
    [InlineData("public static class Repo { public static void Add(IServiceCollection services, ITable<Plain> fake) => services.AddSingleton<ITable<Plain>>(fake); }")]
    public Task W11_a_table_that_is_asked_for_is_of_an_entity(string source) => AnalyzerTest.VerifyAsync(Entities + source);

    [Fact]
    public async Task W11_nor_is_it_of_an_entity_of_which_nothing_was_generated()
    {
        var attributesOnly = GeneratorTest.RunOnly(new TestProject { AssemblyName = "Old", Sources = ["namespace Old { [Fw24.DynamoTable(\"olds\")] public sealed record Thing([property: Fw24.PartitionKey] string Id); }"], References = TestReferences.AttributesOnly });
        var generated = GeneratorTest.RunOnly(new TestProject { AssemblyName = "Lib", RootNamespace = "Lib", Sources = ["namespace Lib { [Fw24.DynamoTable(\"things\")] public sealed record Thing([property: Fw24.PartitionKey] string Id); }"] });
        var test = GeneratorTest.RunOnly(new TestProject
        {
            Sources = ["public sealed class Repo(Fw24.ITable<Old.Thing> old, Fw24.ITable<Lib.Thing> now) { public object Both => (old, now); }"],
            References = [.. TestReferences.All, attributesOnly.ToReference(), generated.ToReference()],
        });

        var diagnostic = Assert.Single(await AnalyzerTest.DiagnosticsAsync(test));
        Assert.Equal(("FW24318", "Old.Thing"), (diagnostic.Id, diagnostic.Location.SourceTree!.GetText(TestContext.Current.CancellationToken).ToString(diagnostic.Location.SourceSpan)));
        Assert.Contains("nothing was generated for Thing in Old", diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    // Diagnostics that name their subject: a wrong author, a wrong neighbour.
    [Theory]
    [InlineData("[DynamoTable(\"notes\")] public sealed class A { [PartitionKey] public required string Id { get; init; } } [DynamoTable(\"notes\")] public sealed class B { [PartitionKey] public required int Id { get; init; } }", "FW24501", "B: its keys differ from those of Shop.A, which is also in the table notes.")]
    [InlineData("[DynamoTable(\"notes\"), StreamEnabled] public sealed class A { KEY } [DynamoTable(\"notes\"), StreamEnabled(Fifo = true)] public sealed class B { KEY }", "FW24502", "B: in the table notes, Shop.A declares a different [StreamEnabled].")]
    [InlineData("[DynamoTable(\"notes\"), Audit(AuditLoggerType.Console)] public sealed class A { KEY } [DynamoTable(\"notes\"), Audit(AuditLoggerType.Cloudwatch)] public sealed class B { KEY }", "FW24503", "B: in the table notes, Shop.A declares a different [Audit].")]
    [InlineData("[DynamoTable(\"notes\")] public sealed class A { KEY } [DynamoTable(\"notes\"), GlobalIndex(\"by-x\", PartitionKey = \"X\")] public sealed class B { KEY public required string X { get; init; } } [DynamoTable(\"notes\"), GlobalIndex(\"by-x\", PartitionKey = \"X\", Projection = IndexProjection.KeysOnly)] public sealed class C { KEY public required string X { get; init; } }", "FW24504", "C: in the table notes, Shop.B differs in GlobalIndexAttribute.")]
    [InlineData("[DynamoTable(\"notes\"), GlobalIndex(\"by-x\")] public sealed class A { KEY }", "FW24019", "A: the index by-x has no PartitionKey.")]
    [InlineData("[DynamoTable(\"notes\"), GlobalIndex(\"by-x\", PartitionKey = \"X\")] public sealed class A { KEY }", "FW24019", "A: the index by-x has the key 'X', which is not a stored property.")]
    [InlineData("[DynamoTable(\"notes\")] public sealed class A { KEY [Sensitive] public required string X { get; init; } }", "FW24212", "A.X: redaction leaves nothing of it in messages, which handlers cannot read as string. Make it nullable or give it a default value, or use Redaction.Mask or Redaction.Hmac.")]
    [InlineData("[DynamoTable(\"notes\")] public sealed class A { KEY [Sensitive(Redaction.Mask)] public int X { get; init; } }", "FW24212", "A.X: redaction leaves '***' of it in messages, which handlers cannot read as int. Use [Sensitive] alone, which removes it.")]
    [InlineData("[DynamoTable(\"notes\"), Audit(AuditLoggerType.Console, RemovalPolicy = RemovalPolicy.Retain)] public sealed class A { KEY }", "FW24206", "A: RemovalPolicy has no effect because it applies to AuditLoggerType.Cloudwatch and AuditLoggerType.DynamoDb only.")]
    public async Task A_message_names_what_it_is_about(string source, string id, string message)
    {
        var test = GeneratorTest.RunOnly(new TestProject { Sources = ["using Fw24; namespace Shop { " + source.Replace("KEY", "[PartitionKey] public required string Id { get; init; }", StringComparison.Ordinal) + " }"] });

        var diagnostic = Assert.Single(await AnalyzerTest.DiagnosticsAsync(test));
        Assert.Equal(id, diagnostic.Id);
        Assert.StartsWith(message, diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    private static Task VerifyAsync(string member) => AnalyzerTest.VerifyAsync(Entities + $$"""
        public sealed class Mark(ITable<User> t, ITable<Order> orders) : UserChangeHandler
        {
            {{member}}
            public object Both => (t, orders);
        }
        """);
}
