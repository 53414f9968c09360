using Fw24.Generators.Model.Infrastructure;

namespace Fw24.Generators.Emit.Infrastructure;

/// <summary>Prints the stack: <c>OrdersStack.g.cs</c>.</summary>
internal static class StackEmitter
{
    public static string Emit(StackDeclaration stack, string constructs, InfrastructureModel app)
    {
        var writer = new SourceWriter();
        writer.Write($"""
            /// <summary>The infrastructure of the app {Code.Text(app.App)}.</summary>
            /// <remarks>
            /// Each part is a property. Before a resource is created, its settings are passed to a method of its construct:
            /// a <c>partial void Configure(…)</c>, which you may implement. <see cref="Extend"/> is called after all resources have been created.
            /// </remarks>
            {Code.GeneratedCode}
            partial class {stack.Name}
            """);
        writer.Open();
        WriteConstructor(writer, stack, app);
        var accessors = stack.HasConstructor ? "{ get; private set; }" : "{ get; }";
        writer.Write($"""
            /// <summary>The resources shared by the app's functions.</summary>
            public SharedResources Shared {accessors}

            """);
        foreach (var table in app.Tables)
        {
            writer.Write($$"""
                /// <summary>The table {{Code.Text(table.Name)}}.</summary>
                public {{table.ClassName}} {{table.ClassName}} {{accessors}}

                """);
        }

        writer.Write($"""
            /// <summary>Changes the stack's properties.</summary>
            /// <param name="props">Its properties.</param>
            partial void Configure({app.Prefix}StackProps props);

            /// <summary>Adds to the stack after all its resources have been created: for example subscriptions, permissions or dashboards.</summary>
            partial void Extend();
            """);
        writer.Close();
        return CdkCode.File(stack, writer, constructs);
    }

    private static void WriteConstructor(SourceWriter writer, StackDeclaration stack, InfrastructureModel app)
    {
        writer.Write(stack.HasConstructor ? OwnConstructor(app) : $"""
            /// <summary>Creates the stack.</summary>
            /// <param name="scope">The app, or a stage of it.</param>
            /// <param name="id">The stack's id within the scope.</param>
            /// <param name="props">Its properties.</param>
            public {stack.Name}(Constructs::Construct scope, string id, {app.Prefix}StackProps? props = null)
                : base(scope, id, props)
            """);
        writer.Open();
        // Tables are named beside the shared resources, and no table's name contains a space.
        writer.Write("""
            props ??= new();
            Configure(props);

            Shared = new SharedResources(this, "Shared Resources", props);
            """);
        foreach (var table in app.Tables)
        {
            writer.Write($"{table.ClassName} = new {table.ClassName}(Shared.Place({Code.Literal(table.Name)}, props.{table.ClassName}.Nested), {Code.Literal(table.Name)}, Shared, props.{table.ClassName});");
        }

        WriteTableAccess(writer, app);
        WriteAuditStores(writer, app);
        WriteAuditRecords(writer, app);
        writer.Line();
        writer.Write($"""
            Extend();{(app.HasFunctions ? "\nShared.NameTables();" : "")}
            Shared.CheckSize();{(app.HasFunctions ? "\nShared.CheckSubscriptions();" : "")}
            InfrastructureFiles.Write(this, Shared);
            """);
        writer.Close();
        writer.Line();
    }

    // For a constructor that is written by hand: public OrdersStack(…) : base(…) => AddInfrastructure(props);
    private static string OwnConstructor(InfrastructureModel app)
    {
        var members = app.Tables.Select(static table => table.ClassName).Prepend("Shared");
        return $"""
            /// <summary>Creates the stack's resources. Call it once, in the constructor.</summary>
            /// <param name="props">The stack's properties.</param>
            {string.Join("\n", members.Select(static member => $"[CodeAnalysis::MemberNotNull(nameof({member}))]"))}
            private void AddInfrastructure({app.Prefix}StackProps? props = null)
            """;
    }

    // OrdersTable.Audit.StoreApart(LedgerTable.Table);
    private static void WriteAuditStores(SourceWriter writer, InfrastructureModel app)
    {
        var stores = app.Tables
            .SelectMany(static table => table.Stream?.Subscribers ?? [], static (table, subscriber) => (table, subscriber.Audit))
            .Where(static store => store.Audit is { Kind: AuditDestinationKind.EntityTable } audit && audit.Name != store.table.Name)
            .ToList();
        if (stores.Count is 0)
        {
            return;
        }

        writer.Line();
        writer.Write("// The loggers that keep audit records among the items of another table.");
        foreach (var (table, audit) in stores)
        {
            writer.Write($"{table.ClassName}.Audit.StoreApart({app.Tables.Single(other => other.Name == audit!.Name).ClassName}.Table);");
        }
    }

    // OrdersTable.OrderBoard.Function.DenyAuditRecords(OrdersTable.Table);
    private static void WriteAuditRecords(SourceWriter writer, InfrastructureModel app)
    {
        var kept = app.TablesWithAuditRecords.ToList();
        if (kept.Count is 0)
        {
            return;
        }

        writer.Line();
        writer.Write("// Only the loggers that store them may access audit records among items.");
        foreach (var table in app.Tables.Where(static table => table.Stream is not null))
        {
            Deny($"{table.ClassName}.StreamProcessor", kept);
            foreach (var subscriber in table.Stream!.Subscribers)
            {
                Deny($"{table.ClassName}.{subscriber.Member}.Function", kept.FindAll(other => !subscriber.StoresIn(other)));
            }
        }

        if (app.Seal is not null)
        {
            Deny("Shared.SealFunction", kept);
        }

        void Deny(string function, List<TableConstruct> tables)
        {
            if (tables.Count > 0)
            {
                writer.Write($"{function}.DenyAuditRecords({string.Join(", ", tables.Select(static table => table.ClassName + ".Table"))});");
            }
        }
    }

    // OrdersTable.OrderBoard.Function.AllowItems("UseOrderBoardTable", OrderBoardTable.Table, "by-status");
    private static void WriteTableAccess(SourceWriter writer, InfrastructureModel app)
    {
        var tables = app.Tables.ToDictionary(static table => table.Name, StringComparer.Ordinal);
        var uses = app.Tables
            .SelectMany(static table => table.Stream?.Subscribers ?? [], static (table, subscriber) => (table, subscriber))
            .SelectMany(static use => use.subscriber.Tables, static (use, name) => (use.table, use.subscriber, name))
            .ToList();
        if (uses.Count is 0)
        {
            return;
        }

        writer.Line();
        writer.Write("// The tables that handlers use.");
        foreach (var (table, subscriber, name) in uses)
        {
            var used = tables[name];
            var indexes = string.Concat(used.IndexesOfHandlers.Select(static index => ", " + Code.Literal(index)));
            var arguments = $"{Code.Literal("Use" + used.ClassName)}, {used.ClassName}.Table{indexes}";
            writer.Write($"{table.ClassName}.{subscriber.Member}.Function.AllowItems({arguments});");
        }
    }
}
