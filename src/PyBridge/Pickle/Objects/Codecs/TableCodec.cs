using System;
using System.Data;
using System.Diagnostics.CodeAnalysis;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Codecs;

/// <summary>
/// <see cref="DataTable"/>: its columns, their values, the primary key, and whether each row is accepted or added. Relations, other
/// constraints, computed columns, extended properties and changes that are not accepted are refused rather than lost.
/// </summary>
[UnconditionalSuppressMessage("Trimming", "IL2072", Justification = Reasons.ApplicationIsRooted)]
internal sealed class TableCodec() : ObjectCodec(typeof(DataTable))
{
    /// <inheritdoc/>
    public override object CreateShell(ItemReader items) => new DataTable();

    /// <inheritdoc/>
    public override void Describe(object value, PartSink parts)
    {
        var table = (DataTable)value;
        if (ReasonAgainst(table) is { } reason)
        {
            parts.Refuse(WireType, reason, PathStep.Transparent);
            return;
        }

        parts.AddRaw(table.TableName);
        parts.AddRaw(table.Namespace);
        parts.AddRaw(table.Prefix);
        parts.AddRaw(table.CaseSensitive);
        parts.AddRaw(table.Columns.Count);
        foreach (DataColumn column in table.Columns)
        {
            Describe(column, parts);
        }

        parts.AddRaw(table.PrimaryKey.Length);
        foreach (DataColumn column in table.PrimaryKey)
        {
            parts.AddRaw(column.Ordinal);
        }

        DescribeRows(table, parts);
    }

    /// <inheritdoc/>
    public override void Fill(object shell, ItemReader items)
    {
        var table = (DataTable)shell;
        table.TableName = items.NextString();
        table.Namespace = items.NextString();
        table.Prefix = items.NextString();
        table.CaseSensitive = items.NextBool();
        for (int left = items.NextItemCount(); left > 0; left--)
        {
            table.Columns.Add(ReadColumn(items));
        }

        var key = new DataColumn[items.NextItemCount()];
        for (int i = 0; i < key.Length; i++)
        {
            int ordinal = items.NextCount();
            key[i] = ordinal < table.Columns.Count ? table.Columns[ordinal] : throw ItemReader.Damaged();
        }

        FillRows(table, items);
        if (key.Length > 0)
        {
            table.PrimaryKey = key;
        }
    }

    private static string? ReasonAgainst(DataTable table)
    {
        if (table.DataSet is not null && (table.ParentRelations.Count > 0 || table.ChildRelations.Count > 0))
        {
            return "it has relations to other tables, which do not cross with it; send its Copy()";
        }

        if (table.Constraints.Count > (table.PrimaryKey.Length > 0 ? 1 : 0))
        {
            return "it has constraints besides its primary key, which do not cross; send a Copy() without them";
        }

        bool isExtended = table.ExtendedProperties.Count > 0;
        foreach (DataColumn column in table.Columns)
        {
            isExtended |= column.ExtendedProperties.Count > 0;
            if (column.Expression.Length > 0)
            {
                return $"its column '{column.ColumnName}' is computed, which does not cross; send a table with its values";
            }
        }

        foreach (DataRow row in table.Rows)
        {
            if (row.RowState is not (DataRowState.Unchanged or DataRowState.Added))
            {
                return "it has changes that are not accepted, which do not cross; call AcceptChanges() first";
            }
        }

        return isExtended ? "it has ExtendedProperties, which do not cross; send a Copy() without them" : null;
    }

    private static void Describe(DataColumn column, PartSink parts)
    {
        parts.AddRaw(column.ColumnName);
        parts.AddType(column.DataType, PathStep.Member(column.ColumnName));
        parts.AddRaw(column.Caption);
        parts.AddRaw(column.AllowDBNull);
        parts.AddRaw(column.ReadOnly);
        parts.AddRaw(column.MaxLength);
        parts.AddRaw((int)column.DateTimeMode);
        parts.AddRaw(column.AutoIncrement);
        parts.AddRaw(column.AutoIncrementSeed);
        parts.AddRaw(column.AutoIncrementStep);
        parts.Add(WithoutNull(column.DefaultValue), typeof(object), PathStep.Member(column.ColumnName));
    }

    private static DataColumn ReadColumn(ItemReader items)
    {
        var column = new DataColumn(items.NextString(), items.NextType())
        {
            Caption = items.NextString(),
            AllowDBNull = items.NextBool(),
            ReadOnly = items.NextBool(),
        };
        long longest = items.NextInt();
        if (longest >= 0)
        {
            column.MaxLength = (int)longest;
        }

        var mode = (DataSetDateTime)items.NextCount();
        if (column.DataType == typeof(DateTime))
        {
            column.DateTimeMode = mode;
        }

        bool isCounted = items.NextBool();
        long seed = items.NextInt();
        long step = items.NextInt();
        if (isCounted)
        {
            column.AutoIncrement = true;
            column.AutoIncrementSeed = seed;
            column.AutoIncrementStep = step;
        }

        if (items.ReadObject() is { } usual)
        {
            column.DefaultValue = usual;
        }

        return column;
    }

    private static void DescribeRows(DataTable table, PartSink parts)
    {
        parts.AddRaw(table.Rows.Count);
        byte[] isAdded = new byte[table.Rows.Count];
        for (int i = 0; i < isAdded.Length; i++)
        {
            isAdded[i] = table.Rows[i].RowState == DataRowState.Added ? (byte)1 : (byte)0;
        }

        parts.AddBlock(isAdded);
        foreach (DataRow row in table.Rows)
        {
            foreach (DataColumn column in table.Columns)
            {
                parts.Add(WithoutNull(row[column]), typeof(object), PathStep.Member(column.ColumnName));
            }
        }
    }

    private static void FillRows(DataTable table, ItemReader items)
    {
        int count = items.NextCount();
        byte[] isAdded = items.NextBytes();
        if (isAdded.Length != count)
        {
            throw ItemReader.Damaged();
        }

        object?[] values = new object?[table.Columns.Count];
        table.BeginLoadData();
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < values.Length; j++)
            {
                values[j] = items.ReadObject() ?? DBNull.Value;
            }

            table.LoadDataRow(values, fAcceptChanges: isAdded[i] == 0);
        }

        table.EndLoadData();
    }

    private static object? WithoutNull(object? value) => value is DBNull ? null : value;
}
