namespace Fw24.Operations.Restores;

/// <summary>Returns the tables of an app whose entities' types are known only at run time.</summary>
internal interface ITableSource
{
    /// <summary>Returns the table of an entity.</summary>
    /// <typeparam name="T">The entity.</typeparam>
    ITable<T> Table<T>()
        where T : class;
}
